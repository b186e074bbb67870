package io.github.camelglm4.client;

import io.github.camelglm4.client.auth.Secrets;
import io.github.camelglm4.error.FailureDetails;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.error.Glm4ResponseException;
import io.github.camelglm4.text.PrintableText;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.function.Supplier;

/**
 * Receives one answer of the service piece by piece. One instance a request; all methods are called on one event loop,
 * in the order head, data, then one of end and lost, and nothing after that. They must not block.
 */
public interface ResponseHandler {

    /** Makes the handler of one request of a call whose result is a {@code T}. */
    @FunctionalInterface
    interface Factory<T> {
        ResponseHandler open(Attempt attempt, Outcome<T> outcome);
    }

    /**
     * The request that is answered.
     *
     * @param number  which one of the call, 1 for the first
     * @param limits  bounds of the call
     * @param secrets what a message made of the answer must not show
     * @param asked   tells whom the request goes to, for messages
     */
    record Attempt(int number, CallLimits limits, Secrets secrets, Supplier<String> asked) {

        /** The failure of an answer whose reading threw that: part of it may be missing. */
        public Glm4ResponseException unreadable(Throwable cause) {
            return new Glm4ResponseException(
                    "the answer could not be read: " + secrets.show(cause.toString(), PrintableText.SENTENCE),
                    ShownCause.of(cause, secrets),
                    FailureDetails.afterAttempts(number));
        }
    }

    /** What a handler makes of an answer: one of the two, once. */
    interface Outcome<T> {

        /** The call has its result; the answer may still go on. To be called on the executor for continuations. */
        void success(T result);

        /** The call has none; if {@code repeatable}, the request may be sent again. May be called from any thread. */
        void failure(Glm4Exception failure, boolean repeatable);
    }

    /** The head of an answer is complete. */
    void head(int status, MultiMap headers, ResponseFlow flow);

    /** A piece of the decoded body; it is not touched any more by whoever sent it. */
    void data(Buffer piece);

    /** The answer is whole as far as HTTP can tell. */
    void end();

    /** The answer broke off, or the call was ended from this side. */
    void lost(Glm4Exception failure);
}
