package io.github.camelglm4.serving;

import io.github.camelglm4.chat.ChatCompletion;
import io.github.camelglm4.stream.StreamElement;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;

/**
 * What a route answers. Whether it goes out as JSON or as events is the caller's choice.
 *
 * @param completion the whole answer; for one that comes piece by piece, what is known without its text: it is the
 *     answer when the source just completes
 * @param source text and reasoning; then either an end with the whole answer, or just completion. To cancel the
 *     subscription gives it up. Null when all of the answer is there
 */
public record Reply(ChatCompletion completion, Source source) {

    @FunctionalInterface
    public interface Source {

        /** @param eventLoop where the subscriber would best be called, which must not be made to wait */
        Flow.Publisher<StreamElement> publisher(Executor eventLoop);
    }
}
