package io.github.camelglm4.serving;

import io.github.camelglm4.chat.ChatCompletion;
import io.github.camelglm4.stream.StreamElement;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;

/**
 * The answer of a route. The caller's request decides whether it is sent as JSON or as events.
 *
 * @param completion the complete answer. With a source: the answer without its text, which is used if the source
 *     completes without an end element
 * @param source text and reasoning, then either an end element with the complete answer, or only completion. Canceling
 *     the subscription abandons the answer. Null if the answer is complete
 */
public record Reply(ChatCompletion completion, Source source) {

    @FunctionalInterface
    public interface Source {

        /** @param eventLoop the preferred executor for calls of the subscriber; it must not be blocked */
        Flow.Publisher<StreamElement> publisher(Executor eventLoop);
    }
}
