package io.github.camelglm4.binding.served;

import io.github.camelglm4.serving.CallReader;
import io.github.camelglm4.serving.ServedCall;
import io.github.camelglm4.serving.ServedOperation;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * One operation of served routes: its requests as messages, and the messages of routes as its replies. Thread-safe.
 *
 * @param <C> a call
 * @param <R> the reply to it
 */
public interface ServedBinding<C extends ServedCall<R>, R> {

    ServedOperation operation();

    /** Returns the reader of requests, with the rules of the endpoint. */
    CallReader<C> reader();

    /** Sets the body of a message, and the headers that only this operation has. */
    void request(C call, Message message);

    /**
     * Returns the reply. The future is complete, unless it depends on something that the route reads itself.
     *
     * @throws RuntimeException if the message cannot be an answer; it says why
     */
    CompletableFuture<R> reply(C call, Exchange exchange);

    /** Sets the headers that are known only after the answer was sent. */
    default void written(Exchange exchange, R reply) {}
}
