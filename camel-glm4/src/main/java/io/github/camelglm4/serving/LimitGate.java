package io.github.camelglm4.serving;

import io.github.camelglm4.usage.Admission;
import io.github.camelglm4.usage.Caller;
import io.github.camelglm4.usage.UsageHold;
import io.github.camelglm4.usage.UsageLimiter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;

/** Passes calls to their models if they are within the limits of their callers, and refuses others. Thread-safe. */
final class LimitGate {

    private final UsageLimiter limiter;
    private final Executor executor;
    private final BiConsumer<ResponseWriter, Throwable> unhandled;

    /**
     * @param limiter or null to let everything pass
     * @param unhandled answers a request whose call could not be passed on
     */
    LimitGate(UsageLimiter limiter, Executor executor, BiConsumer<ResponseWriter, Throwable> unhandled) {
        this.limiter = limiter;
        this.executor = executor;
        this.unhandled = unhandled;
    }

    /** Called on the executor, where the model gets the call too. */
    <C extends ServedCall<?>> void pass(Caller caller, C call, ServedModel<C> model) {
        ResponseWriter writer = call.writer;
        CallObserver observer = writer.observer();
        if (observer == CallObserver.NONE) {
            model.answer(call);
            return;
        }
        if (!model.isAccepting()) {
            throw new ServedErrorException(ServedError.unavailable());
        }
        long prompt = call.promptTokens();
        if (limiter == null || caller.name() == null) {
            observer.reachesModel(UsageHold.NONE, prompt);
            model.answer(call);
            return;
        }
        CompletableFuture<Admission> admission =
                limiter.admit(caller, prompt + call.answerTokens()).toCompletableFuture();
        if (admission.isDone()) {
            decide(admission.getNow(null), prompt, call, model);
        } else {
            admission
                    .thenAcceptAsync(decision -> decide(decision, prompt, call, model), executor)
                    .exceptionally(failure -> {
                        // also if the executor rejects it
                        admission.thenAccept(LimitGate::release);
                        unhandled.accept(writer, failure);
                        return null;
                    });
        }
    }

    private static <C extends ServedCall<?>> void decide(
            Admission admission, long prompt, C call, ServedModel<C> model) {
        ResponseWriter writer = call.writer;
        if (admission.isAdmitted()) {
            // first: from now on, the end of the call releases what it holds
            writer.observer().reachesModel(admission.hold(), prompt);
        }
        writer.headers(LimitHeaders.of(admission).values());
        if (admission.isAdmitted()) {
            model.answer(call);
        } else {
            writer.later(() -> writer.fail(ServedError.overLimit(admission)));
        }
    }

    private static void release(Admission admission) {
        if (admission.isAdmitted()) {
            admission.hold().settle(0);
        }
    }
}
