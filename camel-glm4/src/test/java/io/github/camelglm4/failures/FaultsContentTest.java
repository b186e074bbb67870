package io.github.camelglm4.failures;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.error.Glm4ContentFilterException;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.error.Glm4OverloadedException;
import io.github.camelglm4.error.Glm4ResponseException;
import io.github.camelglm4.testing.GlmJson;
import io.github.camelglm4.testing.Reply;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Success answers with the wrong content: never an empty success, never raw content in a message. */
class FaultsContentTest extends FailureTestSupport {

    private Glm4Exception assertNotUnderstood(Reply reply) {
        server.otherwise(reply);

        Glm4Exception failure = failureOf(MODEL, Glm4ResponseException.class);

        assertThat(failure.isRetryable()).isFalse();
        assertThat(failure.getAttempts()).isEqualTo(1);
        assertThat(server.requests()).hasSize(1);
        return failure;
    }

    private Exchange assertAnswer(Reply reply, String text) {
        server.enqueue(reply);

        Exchange exchange = ask(MODEL, "hello");

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isEqualTo(text);
        return exchange;
    }

    @Test
    @DisplayName("badjson: the message tells the place and nothing of the content")
    void badjson() {
        Glm4Exception failure = assertNotUnderstood(Reply.json("{\"choices\":[{\"message\":{\"content\":PRIVATE}}]}"));

        assertThat(failure.getMessage())
                .contains("no JSON object")
                .containsPattern("at byte \\d+")
                .doesNotContain("PRIVATE");
        assertThat(failure.getStatusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("badjson, cut off: JSON that ends too early though HTTP says it is whole")
    void badjsonCutOff() {
        assertThat(assertNotUnderstood(Reply.json("{\"choices\":[{\"message\"")))
                .hasMessageContaining("no JSON object");
    }

    @Test
    @DisplayName("badjson, two documents: what follows the answer is not passed over")
    void badjsonTwoDocuments() {
        assertNotUnderstood(Reply.json(GlmJson.completion("one") + GlmJson.completion("two")));
    }

    @Test
    @DisplayName("errmid: an error in a 200 is that error")
    void errmid() {
        server.otherwise(Reply.error(200, "1305", "busy"));

        Glm4Exception failure = failureOf(MODEL + "?maxRetries=0", Glm4OverloadedException.class);

        assertThat(failure.getCode()).isEqualTo("1305");
        assertThat(failure).hasMessageContaining("busy");
    }

    @Test
    @DisplayName("finsensitive: a moderation stop with the text so far")
    void finsensitive() {
        server.otherwise(Reply.json("""
                {"choices":[{"index":0,"finish_reason":"sensitive","message":{"role":"assistant","content":"so far"}}],
                 "content_filter":[{"role":"assistant","level":1}]}"""));

        assertThat(failureOf(MODEL, Glm4ContentFilterException.class).getText()).isEqualTo("so far");
    }

    @Test
    @DisplayName("badutf8: bytes that are no UTF-8")
    void badutf8() {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes("{\"choices\":[{\"message\":{\"content\":\"a".getBytes(StandardCharsets.UTF_8));
        body.writeBytes(new byte[] {(byte) 0xC3, (byte) 0x28, (byte) 0xFF});
        body.writeBytes("b\"},\"finish_reason\":\"stop\"}]}".getBytes(StandardCharsets.UTF_8));

        assertThat(assertNotUnderstood(Reply.of(200, "application/json", body.toByteArray())))
                .hasMessageContaining("no JSON object");
    }

    @Test
    @DisplayName("utf8split: characters of several bytes, one byte a write")
    void utf8split() {
        assertAnswer(Reply.completion("智谱 😀 é").inPieces(1, Duration.ofMillis(1)), "智谱 😀 é");
    }

    @Test
    @DisplayName("nullcontent: an empty body, and the finish reason says why")
    void nullcontent() {
        Exchange exchange = assertAnswer(
                Reply.json(
                        "{\"choices\":[{\"finish_reason\":\"stop\",\"message\":{\"role\":\"assistant\",\"content\":null}}]}"),
                "");

        assertThat(exchange.getMessage().getHeader("CamelGlm4FinishReason")).isEqualTo("stop");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"choices\":[]}", "{\"choices\":null}", "{\"id\":\"x\"}", "{\"choices\":\"x\"}"})
    @DisplayName("nochoices: choices is empty, null, missing or no list")
    void nochoices(String body) {
        assertThat(assertNotUnderstood(Reply.json(body))).hasMessageContaining("no choices");
    }

    @Test
    @DisplayName("dupkeys: the last one wins")
    void dupkeys() {
        assertAnswer(
                Reply.json(
                        "{\"choices\":[{\"message\":{\"content\":\"first\",\"content\":\"last\"},\"finish_reason\":\"stop\"}]}"),
                "last");
    }

    @Test
    @DisplayName("deepjson: 100,000 nested arrays are refused without a stack overflow")
    void deepjson() {
        String deep = "{\"choices\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";

        assertThat(assertNotUnderstood(Reply.json(deep))).hasMessageContaining("no JSON object");
    }

    @Test
    @DisplayName("html200: a page is named by its type and not quoted")
    void html200() {
        Glm4Exception failure =
                assertNotUnderstood(Reply.of(200, "text/html; charset=utf-8", "<html>Log in to HOTEL WIFI</html>"));

        assertThat(failure.getMessage()).contains("HTTP 200", "text/html").doesNotContain("HOTEL");
    }

    @Test
    @DisplayName("html200, as text/plain: not quoted either")
    void html200AsText() {
        Glm4Exception failure = assertNotUnderstood(Reply.of(200, "text/plain", "<html>Log in to HOTEL WIFI</html>"));

        assertThat(failure.getMessage()).contains("text/plain").doesNotContain("HOTEL");
    }

    @Test
    @DisplayName("empty200: is no success")
    void empty200() {
        assertThat(assertNotUnderstood(Reply.json(""))).hasMessageContaining("HTTP 200, is empty");
    }

    @Test
    @DisplayName("blank200: only white space is no success")
    void blank200() {
        assertNotUnderstood(Reply.json(" \r\n "));
    }

    @Test
    @DisplayName("null200: the JSON null is no success")
    void null200() {
        assertNotUnderstood(Reply.json("null"));
    }

    @Test
    @DisplayName("s204: is no success")
    void s204() {
        assertThat(assertNotUnderstood(Reply.empty(204)).getStatusCode()).isEqualTo(204);
    }

    @Test
    @DisplayName("wrongct: a completion is read whatever its content type says")
    void wrongct() {
        assertAnswer(Reply.of(200, "application/octet-stream", GlmJson.completion("fine")), "fine");
    }

    @Test
    @DisplayName("noct: a completion without a content type is read")
    void noct() {
        assertAnswer(Reply.completion("fine").without("Content-Type"), "fine");
    }

    @Test
    @DisplayName("java: a serialized object is never read as one")
    void java() {
        byte[] serialized = {(byte) 0xAC, (byte) 0xED, 0, 5, 't', 0, 1, 'x'};

        assertNotUnderstood(Reply.of(200, "application/x-java-serialized-object", serialized));
    }
}
