package io.github.camelglm4.serving;

import io.github.camelglm4.chat.ChatCompletion;
import io.github.camelglm4.stream.StreamElement;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;

/** What a route answers. Whether it goes out as JSON or as events is the caller's choice, not its. */
public sealed interface Reply {

    /** All of it is there. */
    record Whole(ChatCompletion completion) implements Reply {}

    /**
     * It comes piece by piece.
     *
     * @param id     the answer's id, or null
     * @param source text and reasoning; then either an end with the whole answer, or just completion. To cancel the
     *               subscription gives it up
     * @param last   the answer as it is when the source just completes: finish reason and usage, without the text
     */
    record Streamed(String id, Source source, ChatCompletion last) implements Reply {}

    /** Where the pieces come from. */
    @FunctionalInterface
    interface Source {

        /** @param eventLoop where the subscriber would best be called, which must not be made to wait */
        Flow.Publisher<StreamElement> publisher(Executor eventLoop);
    }
}
