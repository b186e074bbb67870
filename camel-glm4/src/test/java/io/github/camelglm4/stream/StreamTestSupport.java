package io.github.camelglm4.stream;

import static io.github.camelglm4.testing.Patience.AT_ONCE;
import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.ChatCompletionStream;
import io.github.camelglm4.Glm4TestSupport;
import io.github.camelglm4.testing.GlmJson;
import io.github.camelglm4.testing.RecordedRequest;
import io.github.camelglm4.testing.Reply;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.camel.Message;

/** Shared parts of the tests of streamed answers: how the server streams, and how Java reads. */
abstract class StreamTestSupport extends Glm4TestSupport {

    static final String STREAMED = "glm4:GLM-4-Air?stream=true";

    /** An answer that begins with these texts and never continues. */
    static Reply begun(String... texts) {
        return deltas(texts).never();
    }

    /** An answer that continues and ends when the stage is completed. */
    static Reply held(String first, CompletionStage<?> until, String... rest) {
        Reply reply = Reply.stream().event(GlmJson.delta(first)).await(until);
        for (String text : rest) {
            reply = reply.event(GlmJson.delta(text));
        }
        return ended(reply);
    }

    static Reply deltas(String... texts) {
        Reply reply = Reply.stream();
        for (String text : texts) {
            reply = reply.event(GlmJson.delta(text));
        }
        return reply;
    }

    static Reply ended(Reply reply) {
        return reply.event(GlmJson.lastDelta()).event("[DONE]").lastChunk();
    }

    ChatCompletionStream open(String uri) {
        return template.requestBody(uri, "hi", ChatCompletionStream.class);
    }

    ChatCompletionStream open() {
        return open(STREAMED);
    }

    RecordedRequest request() {
        return server.takeRequest(SOON);
    }

    static void assertCanceled(RecordedRequest request) {
        assertThat(request.connectionClosed())
                .as("the connection as the server sees it")
                .succeedsWithin(AT_ONCE);
    }

    /** Returns the bodies of all remaining elements. */
    static List<String> bodies(Iterator<Message> messages) {
        List<String> bodies = new ArrayList<>();
        messages.forEachRemaining(message -> bodies.add(message.getBody(String.class)));
        return bodies;
    }
}
