package io.github.camelglm4;

import io.github.camelglm4.binding.served.ConsumerUnitOfWork;
import io.github.camelglm4.binding.served.RefusalBinding;
import io.github.camelglm4.binding.served.ReplyBinding;
import io.github.camelglm4.chat.ChatCompletion;
import io.github.camelglm4.error.AsyncFailure;
import io.github.camelglm4.platformhttp.PlatformHttpListener;
import io.github.camelglm4.service.OptionReport;
import io.github.camelglm4.serving.Listener;
import io.github.camelglm4.serving.PortListener;
import io.github.camelglm4.serving.RequestRules;
import io.github.camelglm4.serving.ServedCall;
import io.github.camelglm4.serving.ServedError;
import io.github.camelglm4.serving.ServedModel;
import io.github.camelglm4.text.PrintableText;
import io.github.camelglm4.usage.KnownCallers;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.Suspendable;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.DefaultConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves its route as a model. Each request is an exchange on the pool {@code glm4}. It is done when the last byte of
 * its answer is sent, or when the caller has disconnected.
 */
final class Glm4Consumer extends DefaultConsumer implements ServedModel, Suspendable, ShutdownAware {

    private static final Logger LOG = LoggerFactory.getLogger(Glm4Consumer.class);

    private final Glm4Endpoint endpoint;
    private final Set<ServedCall> calls = ConcurrentHashMap.newKeySet();
    private ServerSetup setup;
    private Executor executor;
    private ReplyBinding replies;
    private volatile boolean accepting;

    Glm4Consumer(Glm4Endpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        OptionReport.report(endpoint, false);
        setup = ServerSetup.read(endpoint);
        if (setup.isOpenToEverybody()) {
            LOG.warn(
                    "The model {} is served at {} without authentication: serverApiKeys is not set",
                    name(),
                    setup.server().place());
        }
        Glm4Component component = endpoint.getComponent();
        executor = component.shared().client().continuations();
        replies = new ReplyBinding(executor);
        component.servers().add(this, setup.server(), component.shared().vertx(), executor, this::listener);
        accepting = true;
        component.servedAddresses().add(this, setup.server(), endpoint.getCamelContext());
    }

    /** Creates a listener on a separate port, or on the HTTP server of the application. */
    private Listener listener() {
        return setup.server().place().shared()
                ? PlatformHttpListener.of(endpoint.getCamelContext(), setup.server())
                : new PortListener(endpoint.getComponent().shared().vertx(), setup.server());
    }

    @Override
    protected void doSuspend() throws Exception {
        accepting = false;
        super.doSuspend();
    }

    @Override
    protected void doResume() throws Exception {
        super.doResume();
        accepting = true;
    }

    @Override
    protected void doStop() throws Exception {
        accepting = false;
        calls.forEach(call -> call.abort(ServedError.unavailable()));
        if (setup != null) {
            endpoint.getComponent().servers().remove(this, setup.server());
        }
        super.doStop();
    }

    /** Includes calls whose route has ended, but whose answer is still being written. */
    @Override
    public int getPendingExchangesSize() {
        return calls.size();
    }

    @Override
    public boolean deferShutdown(ShutdownRunningTask shutdownRunningTask) {
        return false;
    }

    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {
        accepting = false;
        if (forced) {
            calls.forEach(call -> call.abort(ServedError.unavailable()));
        }
    }

    @Override
    public String name() {
        return endpoint.getModel();
    }

    @Override
    public KnownCallers keys() {
        return setup.keys();
    }

    @Override
    public RequestRules rules() {
        return setup.rules();
    }

    @Override
    public boolean isAccepting() {
        return accepting;
    }

    @Override
    public void answer(ServedCall call) {
        // added before the check: a consumer that stops in between waits for this call
        calls.add(call);
        if (!accepting) {
            // a stop must not wait for it: callers that retry immediately would delay the stop without limit
            calls.remove(call);
            call.refuse(ServedError.unavailable());
            return;
        }
        try {
            Exchange exchange = exchange(call);
            ConsumerUnitOfWork.begin(this, exchange);
            getAsyncProcessor().process(exchange, doneSync -> reply(call, exchange));
        } catch (Exception | Error e) {
            getExceptionHandler().handleException("The exchange of a request could not be created", e);
            call.refuse(ServedError.internal()).whenComplete((nothing, gone) -> calls.remove(call));
        }
    }

    private Exchange exchange(ServedCall call) {
        Exchange exchange = createExchange(false);
        exchange.setPattern(ExchangePattern.InOut);
        exchange.setProperty(Glm4Properties.CALLER_GONE, new CallerCancellation(call.gone(), exchange.getExchangeId()));
        exchange.setProperty(Glm4Properties.SERVED, true);
        Message message = exchange.getMessage();
        message.setBody(call.request());
        call.headers().forEach(message::setHeader);
        message.setHeader(Glm4Headers.SERVED_MODEL, PrintableText.name(call.model()));
        if (call.caller() != null) {
            message.setHeader(Glm4Headers.CALLER, call.caller());
        }
        return exchange;
    }

    private void reply(ServedCall call, Exchange exchange) {
        try {
            send(call, exchange)
                    .whenCompleteAsync((completion, failure) -> done(call, exchange, completion, failure), executor);
        } catch (RuntimeException | Error e) {
            // the exchange must end, and its caller must not wait for an answer
            call.abort(ServedError.internal());
            done(call, exchange, null, e);
        }
    }

    private CompletableFuture<ChatCompletion> send(ServedCall call, Exchange exchange) {
        ServedError error = RefusalBinding.error(exchange);
        if (error != null) {
            return call.refuse(error);
        }
        try {
            return replies.reply(exchange)
                    .handle((reply, failure) -> failure == null
                            ? call.answer(reply, setup.maxAnswerChars())
                            : refuse(call, exchange, failure))
                    .thenCompose(outcome -> outcome);
        } catch (RuntimeException | Error e) {
            return refuse(call, exchange, e);
        }
    }

    private CompletableFuture<ChatCompletion> refuse(ServedCall call, Exchange exchange, Throwable failure) {
        Throwable cause = AsyncFailure.cause(failure);
        fail(exchange, cause);
        getExceptionHandler().handleException("The result of the route cannot be sent as an answer", exchange, cause);
        return call.refuse(RefusalBinding.error(exchange));
    }

    /** After the route, no error handler sets the property, and an onCompletion reads only the property. */
    private static void fail(Exchange exchange, Throwable failure) {
        exchange.setException(failure);
        exchange.setProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, failure);
    }

    /** The only place where a served exchange ends. */
    private void done(ServedCall call, Exchange exchange, ChatCompletion completion, Throwable failure) {
        try {
            if (completion != null) {
                ReplyBinding.written(exchange, completion);
            } else if (failure != null && exchange.getException() == null) {
                fail(exchange, AsyncFailure.cause(failure));
            }
            ReplyBinding.forgetSpent(exchange);
            doneUoW(exchange);
        } finally {
            calls.remove(call);
            releaseExchange(exchange, false);
        }
    }
}
