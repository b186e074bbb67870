package io.github.camelglm4.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The bytes of replies. */
class ReplyTest {

    @RegisterExtension
    static final ScriptedServer server = ScriptedServer.start();

    @Test
    void jsonHasTypeAndLength() throws IOException {
        assertThat(wire(Reply.json("{\"a\":\"ä\"}").close()))
                .isEqualTo(
                        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 10\r\n\r\n{\"a\":\"ä\"}");
    }

    @Test
    void errorNamesCodeAndMessage() throws IOException {
        assertThat(wire(Reply.error(429, "1302", "slow \"down\"").close()))
                .startsWith("HTTP/1.1 429 Too Many Requests\r\n")
                .endsWith("\r\n\r\n{\"error\":{\"code\":\"1302\",\"message\":\"slow \\\"down\\\"\"}}");
    }

    @Test
    void emptyRepliesHaveNoBody() throws IOException {
        assertThat(wire(Reply.empty(503).close()))
                .isEqualTo("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n");
        assertThat(wire(Reply.empty(204).close())).isEqualTo("HTTP/1.1 204 No Content\r\n\r\n");
    }

    @Test
    void headersAreAddedAndTakenAway() throws IOException {
        Reply lying = Reply.of(200, "text/plain", "abc")
                .without("content-length")
                .header("Content-Length", "99")
                .header("X-Twice", "1")
                .header("x-twice", "2");
        assertThat(wire(lying.close()))
                .isEqualTo("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n"
                        + "Content-Length: 99\r\nX-Twice: 1\r\nx-twice: 2\r\n\r\nabc");
    }

    @Test
    void eventStreamIsChunkedEventByEvent() throws IOException {
        String expected = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "a\r\ndata: ü\n\n\r\ne\r\ndata: [DONE]\n\n\r\n0\r\n\r\n";
        assertThat(wire(Reply.sse("ü", "[DONE]").close())).isEqualTo(expected);
        assertThat(wire(Reply.stream().event("ü").event("[DONE]").lastChunk().close()))
                .isEqualTo(expected);
    }

    @Test
    void chunksAndBytesAreFree() throws IOException {
        assertThat(wire(Reply.raw().chunk("0123456789abcdef").bytes("zz\r\n").close()))
                .isEqualTo("10\r\n0123456789abcdef\r\nzz\r\n");
    }

    @Test
    void repeatsAsOftenAsAsked() throws IOException {
        assertThat(wire(Reply.raw().repeat("ab", 200).bytes("!").close())).isEqualTo("ab".repeat(200) + "!");
        assertThat(wire(Reply.raw().repeatEvent("x", 2).close())).isEqualTo("9\r\ndata: x\n\n\r\n9\r\ndata: x\n\n\r\n");
        assertThat(wire(Reply.raw().repeat("ab", 0).close())).isEmpty();
    }

    @Test
    void piecesChangeNoByte() throws IOException {
        Reply whole = Reply.sse("über", "[DONE]").close();
        assertThat(wire(whole.inPieces(1))).isEqualTo(wire(whole));
        assertThat(wire(whole.inPieces(7, Duration.ofMillis(1)))).isEqualTo(wire(whole));
        assertThat(wire(Reply.raw()
                        .pieces(3)
                        .bytes("abcdefgh")
                        .pieces(2, Duration.ofMillis(1))
                        .repeat("xyz", 2)
                        .close()))
                .isEqualTo("abcdefghxyzxyz");
    }

    @Test
    void completionHasTheShapeOfGlm() throws IOException {
        assertThat(wire(Reply.completion("said \"hi\"").close()))
                .contains("\"message\":{\"role\":\"assistant\",\"content\":\"said \\\"hi\\\"\"}")
                .contains("\"finish_reason\":\"stop\"")
                .contains("\"usage\":{\"prompt_tokens\":12,\"completion_tokens\":7,\"total_tokens\":19}");
    }

    @Test
    void completionStreamEndsWithUsageAndDone() throws IOException {
        assertThat(wire(Reply.completionStream("Hel", "lo").close()))
                .containsSubsequence(
                        "\"content\":\"Hel\"", "\"content\":\"lo\"", "\"finish_reason\":\"stop\"", "\"usage\":{")
                .endsWith("data: [DONE]\n\n\r\n0\r\n\r\n");
    }

    @Test
    void scriptMayBeLongerThanTheStackIsDeep() throws IOException {
        String[] payloads = Collections.nCopies(50_000, "x").toArray(String[]::new);
        assertThat(wire(Reply.sse(payloads).close())).hasSizeGreaterThan(50_000 * 14);
    }

    @Test
    void verbsChangeTheirResultOnly() throws IOException {
        Reply original = Reply.json("{}");
        original.header("X-More", "1").bytes("more");
        assertThat(wire(original.close())).endsWith("Content-Length: 2\r\n\r\n{}");
    }

    @Test
    void refusesVerbsWithoutEffect() {
        assertThatIllegalStateException().isThrownBy(() -> Reply.raw().header("X", "1"));
        assertThatIllegalStateException().isThrownBy(() -> Reply.json("{}").pieces(1));
        assertThatIllegalStateException().isThrownBy(() -> Reply.raw().close().bytes("late"));
        assertThatIllegalStateException().isThrownBy(() -> Reply.raw().never().close());
        assertThatIllegalArgumentException().isThrownBy(() -> Reply.raw().repeat("", 1));
        assertThatIllegalArgumentException().isThrownBy(() -> Reply.raw().pieces(0));
    }

    private static String wire(Reply reply) throws IOException {
        server.enqueue(reply);
        try (RawClient client = new RawClient(server)) {
            return new String(client.get("/").readToEnd(), StandardCharsets.UTF_8);
        }
    }
}
