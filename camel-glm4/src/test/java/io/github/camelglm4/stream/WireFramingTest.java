package io.github.camelglm4.stream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.error.Glm4ResponseException;
import io.github.camelglm4.testing.GlmJson;
import io.github.camelglm4.testing.Reply;
import io.github.camelglm4.testing.Transcripts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** The same events in any framing are the same answer. */
class WireFramingTest extends WireTestSupport {

    private static final String PLAIN = Transcripts.events(delta("智"), delta("😀"), finish("stop"), "[DONE]");

    @Test
    void linesMayEndWithCrlf() {
        isTheSame(PLAIN.replace("\n", "\r\n"));
    }

    @Test
    void linesMayEndWithCr() {
        isTheSame(PLAIN.replace("\n", "\r"));
    }

    @Test
    void byteOrderMarkCommentsAndOtherFieldsArePassedOver() {
        isTheSame("\uFEFF: comment\nretry: 10\n"
                + PLAIN.replace("data: ", "id: 7\nevent: message\nunknown: x\ndata:")
                        .replace("\n\n", "\n:\n\n\n"));
    }

    @Test
    void anEventOverTwoLinesIsOneEvent() {
        isTheSame(PLAIN.replace(",\"choices\"", ",\ndata: \"choices\""));
    }

    @Test
    void escapedCharactersAreTheSame() {
        isTheSame(PLAIN.replace("😀", "\\ud83d\\ude00").replace("智", "\\u667a"));
    }

    private void isTheSame(String body) {
        for (int size : new int[] {1, 2, 3, 5, 1000}) {
            server.enqueue(inChunks(body, size).lastChunk());

            Received received = pull();

            assertThat(received.failure()).isNull();
            assertThat(received.ofType("text")).containsExactly("智", "😀");
            assertThat(received.endHeader("CamelGlm4FinishReason")).isEqualTo("stop");
        }
    }

    @Test
    void charactersMayComeInPiecesOfOneByte() {
        server.enqueue(
                Reply.stream().pieces(1).event(delta("智😀")).event("[DONE]").lastChunk());

        assertThat(pull().text()).isEqualTo("智😀");
    }

    @Test
    void aSurrogatePairDividedOverTwoChunksIsOneCharacterOfTheWhole() {
        server.enqueue(Reply.sse(delta("\\ud83d"), delta("\\ude00"), "[DONE]"), Reply.completion("unused"));

        assertThat(pull().whole().text()).isEqualTo("😀");
    }

    /** As without streaming: an error, and no text with replaced characters. */
    @Test
    void invalidUtf8IsAnErrorAndNoText() {
        byte[] bad = Transcripts.events(delta("a"), delta("\u00FF"), "[DONE]").getBytes(ISO_8859_1);
        server.enqueue(inChunks(bad, 1000).lastChunk());
        server.enqueue(
                Reply.of(200, "application/json", GlmJson.completion("\u00FF").getBytes(ISO_8859_1)));

        Received received = pull();

        assertThat(received.text()).isEqualTo("a");
        assertThat(received.failure()).isInstanceOf(Glm4ResponseException.class);
        assertThat(failure(ask("glm4:a", "hi"))).isInstanceOf(Glm4ResponseException.class);
    }

    @Test
    void chunksWithoutContentArePassedOver() {
        server.enqueue(Reply.sse(
                "{\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":null}}]}",
                "{\"choices\":[{\"index\":0}]}",
                "{\"choices\":[]}",
                "{\"choices\":null}",
                "{\"choices\":[{\"index\":0,\"delta\":null}]}",
                delta(" "),
                finish("stop"),
                "[DONE]"));

        Received received = pull();

        assertThat(received.failure()).isNull();
        assertThat(received.ofType("text")).containsExactly(" ");
        assertThat(received.chunks()).hasSize(2);
    }

    @Test
    void aJsonDocumentIsAStreamOfOneChunk() {
        for (int size : new int[] {1, 1000}) {
            String json = "\n " + GlmJson.completion("Hello");
            server.enqueue(
                    inChunks(json, size).lastChunk(),
                    inChunks(json, size).without("Content-Type").lastChunk(),
                    Reply.of(200, "Application/JSON", json));
            for (int i = 0; i < 3; i++) {
                Received received = pull();

                assertThat(received.failure()).isNull();
                assertThat(received.ofType("text")).containsExactly("Hello");
                assertThat(received.endHeader("CamelGlm4TotalTokens")).isEqualTo(19L);
            }
        }
    }

    @Test
    void eventsThatCallThemselvesJsonAreRead() {
        server.enqueue(inChunks(PLAIN, 1)
                .without("Content-Type")
                .header("Content-Type", "application/json")
                .lastChunk());

        assertThat(pull().ofType("text")).containsExactly("智", "😀");
    }

    @Test
    void doneWithBlanksAroundIt() {
        server.enqueue(Reply.sse(GlmJson.delta("Hello"), " [DONE] "));

        assertThat(pull().ofType("text")).containsExactly("Hello");
    }

    @Test
    void aWholeAnswerWithoutAFirstChoiceIsAnErrorAndNoSilence() {
        server.enqueue(Reply.json("{\"choices\":[{\"index\":1,\"message\":{\"content\":\"second\"}}]}"));

        Received received = pull("&requestTimeout=20000");

        assertThat(received.began()).isFalse();
        assertThat(received.failure()).isInstanceOf(Glm4ResponseException.class);
    }

    @Test
    void eventsOfAnotherTypeOrNoneAreRead() {
        Reply nameless = inChunks(PLAIN, 1).without("Content-Type");
        server.enqueue(
                nameless.lastChunk(),
                nameless.header("Content-Type", "application/octet-stream").lastChunk());

        assertThat(pull().ofType("text")).containsExactly("智", "😀");
        assertThat(pull().ofType("text")).containsExactly("智", "😀");
    }

    @Test
    void compressedEventsAreRead() throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(zipped)) {
            zip.write(PLAIN.getBytes(UTF_8));
        }
        server.enqueue(inChunks(zipped.toByteArray(), 3)
                .header("Content-Encoding", "gzip")
                .lastChunk());

        assertThat(pull().ofType("text")).containsExactly("智", "😀");
        assertThat(server.requests().get(0).header("Accept-Encoding")).isEqualTo("identity");
    }
}
