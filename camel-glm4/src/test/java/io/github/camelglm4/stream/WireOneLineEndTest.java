package io.github.camelglm4.stream;

import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.ChatCompletionStream;
import io.github.camelglm4.error.Glm4TruncatedException;
import io.github.camelglm4.testing.GlmJson;
import io.github.camelglm4.testing.Reply;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams of services and proxies that send one line end between events, each data line a complete JSON object. */
class WireOneLineEndTest extends WireTestSupport {

    private static final String STREAM = "data: " + GlmJson.delta("Hel") + "\ndata: " + GlmJson.delta("lo") + "\ndata: "
            + GlmJson.lastDelta() + "\ndata: [DONE]\n";

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void eachLineIsAnEvent(String lineEnd) {
        String stream = STREAM.replace("\n", lineEnd);
        server.enqueue(
                Reply.of(200, "text/event-stream", stream),
                Reply.of(200, "text/event-stream", stream),
                Reply.of(200, "text/event-stream", stream).inPieces(1));

        for (Received received : List.of(pull(), push(), pull())) {
            assertThat(received.failure()).isNull();
            assertThat(received.text()).isEqualTo("Hello");
            assertThat(received.endHeader("CamelGlm4FinishReason")).isEqualTo("stop");
            assertThat(received.endHeader("CamelGlm4Attempts")).isEqualTo(1);
        }
    }

    @Test
    void eventsComeWhenTheirLinesDoAndTheEndWithDone() {
        CompletableFuture<Void> read = new CompletableFuture<>();
        server.enqueue(Reply.stream()
                .chunk("data: " + GlmJson.delta("a") + "\ndata: " + GlmJson.delta("b") + "\n")
                .await(read)
                .chunk("data: " + GlmJson.lastDelta() + "\ndata: [DONE]\n")
                .never());
        ChatCompletionStream stream = template.requestBody("glm4:a?stream=true", "hi", ChatCompletionStream.class);
        Iterator<Message> reader = stream.iterator();

        assertThat(reader.next().getBody()).isEqualTo("a");
        assertThat(reader.next().getBody()).isEqualTo("b");
        read.complete(null);

        assertThat(stream.completion()).succeedsWithin(SOON);
    }

    @Test
    void aCutStreamIsCut() {
        server.enqueue(Reply.of(
                200, "text/event-stream", "data: " + GlmJson.delta("Hel") + "\ndata: " + GlmJson.delta("lo") + "\n"));

        Received received = pull();

        assertThat(received.text()).isEqualTo("Hello");
        assertThat(received.failure()).isInstanceOf(Glm4TruncatedException.class);
    }

    @Test
    void anErrorBetweenThemIsReported() {
        server.enqueue(Reply.of(
                200,
                "text/event-stream",
                "event: message\ndata: " + GlmJson.delta("Hel") + "\nevent: error\ndata: {\"message\":\"busy\"}\n"));

        Received received = pull();

        assertThat(received.text()).isEqualTo("Hel");
        assertThat(received.failure()).hasMessageContaining("busy");
    }
}
