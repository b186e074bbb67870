package io.github.camelglm4.failures;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.error.Glm4ResponseException;
import io.github.camelglm4.testing.GlmJson;
import io.github.camelglm4.testing.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Answers that break HTTP, or press on its limits: refused in words, and their connection is not used again. */
class FaultsFramingTest extends FailureTestSupport {

    private static final String CHUNKED =
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
    private static final int SMALL = 65_536;

    private Glm4Exception assertRefusedAtOnce(String options) {
        Glm4Exception failure = assertRefused(options);
        assertFirstConnectionClosed();
        return failure;
    }

    private Glm4Exception assertRefused(String options) {
        Glm4Exception failure = failureOf(MODEL + options, Glm4ResponseException.class);
        assertThat(failure.getAttempts()).isEqualTo(1);
        assertThat(failure.isRetryable()).isFalse();
        assertThat(server.requests()).hasSize(1);
        return failure;
    }

    private void assertAnswer() {
        Exchange exchange = ask(MODEL, "hello");

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isEqualTo("fine");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    @DisplayName("badchunksize: a chunk size that is no number")
    void badchunksize() {
        server.otherwise(
                Reply.raw().bytes(CHUNKED).bytes("zz\r\nxx\r\n0\r\n\r\n").never());

        assertThat(assertRefusedAtOnce("")).hasMessageContaining("does not speak HTTP");
    }

    @Test
    @DisplayName("garbage: not HTTP at all")
    void garbage() {
        server.otherwise(
                Reply.raw().bytes("\u0000\u0001SSH-2.0-OpenSSH_9.9\r\n\r\n\r\n").never());

        assertThat(assertRefusedAtOnce("?responseTimeout=5000")).hasMessageContaining("does not speak HTTP");
    }

    @Test
    @DisplayName("hugeheader: one header of 1 MiB")
    void hugeheader() {
        server.otherwise(Reply.completion("fine").header("X-Huge", "h".repeat(1_048_576)));

        assertThat(assertRefusedAtOnce("")).hasMessageContaining("65536");
    }

    @Test
    @DisplayName("manyheaders: 20,000 headers")
    void manyheaders() {
        StringBuilder head = new StringBuilder("HTTP/1.1 200 OK\r\n");
        for (int i = 0; i < 20_000; i++) {
            head.append("X-Many-").append(i).append(": y\r\n");
        }
        server.otherwise(Reply.raw().bytes(head + "\r\n"));

        assertThat(assertRefusedAtOnce("")).hasMessageContaining("65536");
    }

    @Test
    @DisplayName("conflen: two Content-Length headers that differ")
    void conflen() {
        server.otherwise(Reply.completion("fine").header("Content-Length", "5"));

        assertThat(assertRefusedAtOnce("")).hasMessageContaining("does not speak HTTP");
    }

    @Test
    @DisplayName("early100: 100 Continue before the answer is passed over")
    void early100() {
        server.enqueue(Reply.raw().bytes("HTTP/1.1 100 Continue\r\n\r\n").bytes(whole("fine")));

        assertAnswer();
    }

    @Test
    @DisplayName("early103: other 1xx answers are passed over too")
    void early103() {
        server.enqueue(Reply.raw()
                .bytes("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n".repeat(3))
                .bytes(whole("fine")));

        assertAnswer();
    }

    @Test
    @DisplayName("gzipok: a compressed answer that nobody asked for is read")
    void gzipok() {
        byte[] zipped = gzip(GlmJson.completion("fine").getBytes(StandardCharsets.UTF_8), 1);
        server.enqueue(Reply.of(200, "application/json", zipped).header("Content-Encoding", "gzip"));

        assertAnswer();
    }

    @Test
    @DisplayName("gzipbroken: a compressed answer that cannot be unpacked")
    void gzipbroken() {
        server.otherwise(
                Reply.of(200, "application/json", "this is not gzip at all").header("Content-Encoding", "gzip"));

        assertRefusedAtOnce("");
    }

    @Test
    @DisplayName("giant: one text of 32 MiB, over the limit of 16 MiB")
    void giant() {
        server.otherwise(Reply.raw()
                .bytes("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 33554490\r\n\r\n"
                        + "{\"choices\":[{\"message\":{\"content\":\"")
                .repeat("g".repeat(16_384), 2_048)
                .never());

        assertThat(assertRefusedAtOnce("")).hasMessageContaining("maxResponseSize of 16777216 bytes");
    }

    @Test
    @DisplayName("gzipbomb: the limit is for the decoded size")
    void gzipbomb() {
        byte[] bomb = gzip(" ".repeat(SMALL).getBytes(StandardCharsets.US_ASCII), 1_024);
        assertThat(bomb.length).isLessThan(SMALL * 2);
        server.otherwise(Reply.of(200, "application/json", bomb)
                .header("Content-Encoding", "gzip")
                .without("Content-Length")
                .header("Content-Length", String.valueOf(bomb.length + 1))
                .never());

        assertThat(assertRefusedAtOnce("?maxResponseSize=1000000"))
                .hasMessageContaining("maxResponseSize of 1000000 bytes");
    }

    @Test
    @DisplayName("endless: a body without end stops at the limit")
    void endless() {
        server.otherwise(Reply.raw()
                .bytes("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n")
                .repeat(" ".repeat(16_384), Reply.FOREVER));

        assertThat(assertRefusedAtOnce("?maxResponseSize=1000000"))
                .hasMessageContaining("maxResponseSize of 1000000 bytes");
    }

    @Test
    @DisplayName("endless, with an error status: stops at the limit as well")
    void endlessError() {
        server.otherwise(Reply.raw()
                .bytes("HTTP/1.1 503 Busy\r\nContent-Type: text/html\r\n\r\n")
                .repeat(" ".repeat(16_384), Reply.FOREVER));

        assertThat(assertRefusedAtOnce("?maxResponseSize=1000000").getStatusCode())
                .isEqualTo(503);
    }

    @Test
    void answerOfExactlyTheLimitIsRead() {
        String answer = GlmJson.completion("fine");
        server.enqueue(Reply.json(answer));

        Exchange exchange = ask(MODEL + "?maxResponseSize=" + answer.length(), "hello");

        assertThat(exchange.getMessage().getBody()).isEqualTo("fine");
    }

    @Test
    void answerOneByteOverTheLimitIsRefused() {
        String answer = GlmJson.completion("fine");
        server.enqueue(Reply.json(answer));

        assertRefused("?maxResponseSize=" + (answer.length() - 1));
    }

    private static String whole(String text) {
        String body = GlmJson.completion(text);
        return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n"
                + body;
    }

    private static byte[] gzip(byte[] piece, int times) {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            for (int i = 0; i < times; i++) {
                out.write(piece);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return zipped.toByteArray();
    }
}
