package io.github.camelglm4.text;

import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelglm4.ChatCompletionStream;
import io.github.camelglm4.FailureTestSupport;
import io.github.camelglm4.Glm4Component;
import io.github.camelglm4.Glm4Headers;
import io.github.camelglm4.error.Glm4AuthenticationException;
import io.github.camelglm4.error.Glm4ConnectionException;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.json.Json;
import io.github.camelglm4.testing.JmxText;
import io.github.camelglm4.testing.LogCapture;
import io.github.camelglm4.testing.Reply;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsoleRegistry;
import org.apache.camel.test.junit5.TestExecutionConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Text of a service, a proxy or a caller is shown as one printable line of limited length without secrets: in
 * exceptions, logs, headers, meters, JMX and consoles. A line of a log cannot be forged.
 */
class UntrustedTextTest extends FailureTestSupport {

    private static final String FORGED = "2026-11-28 ERROR root - the disk is full";
    private static final String HOSTILE =
            "x\r\n" + FORGED + "\u2028" + FORGED + "\u0085\u001B[2J\u202Eevil\u2066\u0000\uD83D";
    private static final String PROXY_PASSWORD = "pr0xyPassw0rd";
    private static final String SECRET_HALF = "Sk3tch0fASecret1";

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<String> shown = new ArrayList<>();
    private LogCapture logs;

    @Override
    public void configureTest(TestExecutionConfiguration configuration) {
        super.configureTest(configuration);
        configuration.withEnableJMX();
    }

    @Override
    protected CamelContext createCamelContext() throws Exception {
        logs = new LogCapture("io.github.camelglm4", "org.apache.camel");
        CamelContext context = super.createCamelContext();
        Glm4Component component = context.getComponent("glm4", Glm4Component.class);
        component.getTransport().setProxyPassword(PROXY_PASSWORD);
        context.getRegistry().bind("meters", meters);
        context.setDevConsole(true);
        return context;
    }

    @AfterEach
    void stopCapture() {
        logs.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"glm4:GLM-4-Air?maxRetries=1", "glm4:GLM-4-Air?stream=true&maxRetries=1"})
    void codeMessageAndRequestIdOfAnErrorArePrintable(String uri) {
        String body = Json.writeText(
                Map.of("error", Map.of("code", HOSTILE, "message", HOSTILE, "type", HOSTILE), "request_id", HOSTILE));
        server.otherwise(Reply.json(500, body));

        Glm4Exception failure = (Glm4Exception) failure(keep(ask(uri, "hello")));

        shown.add(failure.getCode());
        shown.add(failure.getServerRequestId());
        assertEverythingIsPrintable();
        assertThat(failure.getMessage()).contains(FORGED);
    }

    @Test
    void aCodeOfMegabytesIsClipped() {
        server.otherwise(Reply.error(400, "9".repeat(3_000_000), "no"));

        Glm4Exception failure = failureOf(MODEL, Glm4RequestException.class);

        assertThat(failure.getCode()).hasSizeLessThan(300);
        assertThat(failure.getMessage()).hasSizeLessThan(1_500);
    }

    /** White space becomes one space, so that text far after the cut may be shown. */
    @ParameterizedTest
    @CsvSource({
        "y, 400",
        "y, 445",
        "y, 490",
        "y, 1990",
        "' ', 400",
        "' ', 1960",
        "' ', 1975",
        "' ', 1990",
        "' ', 3600",
        "' ', 15990"
    })
    void aKeyAcrossTheCutOfAPlainTextIsMasked(String filler, int before) {
        server.otherwise(Reply.of(401, "text/plain", "key" + filler.repeat(before) + KEY + "z".repeat(50)));

        keep(ask(MODEL, "hello"));

        assertThat(String.join("\n", shown)).doesNotContain(KEY.substring(0, 6)).doesNotContain(SECRET_HALF);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void namesInAnAnswerArePrintable(boolean streamed) {
        assertNamesAreShown(streamed, HOSTILE);
        assertEverythingIsPrintable();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aKeyInTheNamesOfAnAnswerIsMasked(boolean streamed) {
        assertNamesAreShown(streamed, "glm-for-" + KEY);

        await().atMost(SOON).until(() -> meterTags().stream().anyMatch(tag -> tag.contains("xxxxxx")));
        assertNowhere(SECRET_HALF);
        assertThat(everythingShown()).contains("glm-for-xxxxxx");
    }

    private void assertNamesAreShown(boolean streamed, String name) {
        String kind = streamed ? "delta" : "message";
        String answer = Json.writeText(Map.of(
                "id",
                name,
                "model",
                name,
                "request_id",
                name,
                "choices",
                List.of(Map.of("index", 0, kind, Map.of("content", "fine"), "finish_reason", name))));
        server.otherwise(streamed ? Reply.sse(answer, "[DONE]") : Reply.json(answer));

        Exchange exchange = keep(ask(MODEL + "?stream=" + streamed, "hello"));

        if (exchange.getMessage().getBody() instanceof ChatCompletionStream stream) {
            stream.iterator()
                    .forEachRemaining(message ->
                            message.getHeaders().forEach((header, value) -> shown.add(header + "=" + value)));
        }
        assertThat(exchange.getMessage().getHeader(Glm4Headers.RESPONSE_MODEL)).isNotNull();
    }

    @Test
    void credentialsThatAProxyEchoesAreMasked() {
        server.otherwise(request -> Reply.raw()
                .bytes("HTTP/1.1 407 no, not " + request.header("Proxy-Authorization") + " of " + PROXY_PASSWORD
                        + "\u001B[2J\r\nContent-Length: 0\r\n\r\n"));

        failureIn(
                keep(ask(
                        MODEL + "?maxRetries=0&baseUrl=https://model.invalid/v1&proxyHost=127.0.0.1&proxyPort="
                                + server.port() + "&proxyUsername=me",
                        "hello")),
                Glm4ConnectionException.class);

        String base64 =
                Base64.getEncoder().encodeToString(("me:" + PROXY_PASSWORD).getBytes(StandardCharsets.ISO_8859_1));
        assertNowhere(PROXY_PASSWORD);
        assertNowhere(base64);
        assertEverythingIsPrintable();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CamelGlm4Temperature",
                "CamelGlm4MaxTokens",
                "CamelGlm4Thinking",
                "CamelGlm4Stream",
                "CamelGlm4ResponseFormat"
            })
    void refusedValuesOfHeadersArePrintable(String header) {
        Exchange exchange = keep(ask(MODEL, "hello", Map.of(header, HOSTILE + "9".repeat(10_000))));

        assertThat(failureIn(exchange, Glm4RequestException.class).getMessage())
                .contains(header)
                .hasSizeLessThan(500);
        assertThat(server.requests()).isEmpty();
        assertEverythingIsPrintable();
    }

    @Test
    void aModelNameInAHeaderIsPrintable() {
        server.otherwise(Reply.error(400, "1211", "no such model"));

        keep(ask("glm4:*", "hello", Map.of(Glm4Headers.MODEL, HOSTILE)));

        assertEverythingIsPrintable();
    }

    @Test
    void aConversationIdIsPrintable() {
        server.otherwise(Reply.error(400, "1210", "no"));

        keep(ask(MODEL + "?memory=true", "hello", Map.of(Glm4Headers.CONVERSATION_ID, HOSTILE)));

        assertEverythingIsPrintable();
    }

    @Test
    void aServiceThatDoesNotSpeakHttpShowsNoKey() {
        server.otherwise(
                request -> Reply.raw().bytes("\u001B[2J" + request.header("Authorization") + " what?\r\n\r\n"));

        keep(ask(MODEL + "?maxRetries=0", "hello"));

        assertNowhere(SECRET_HALF);
        assertEverythingIsPrintable();
    }

    @Test
    void whatRoutesThemselvesThrow() {
        assertThat(new Glm4AuthenticationException(HOSTILE + "y".repeat(1_000_000)).getMessage())
                .hasSizeLessThan(5_000)
                .doesNotContain("\n");
    }

    private Exchange keep(Exchange exchange) {
        Throwable failure = exchange.getException();
        if (failure != null) {
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                shown.add(cause.getClass().getName() + " " + cause.getMessage());
            }
            StringWriter trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace));
            trace.toString().lines().forEach(shown::add);
        }
        exchange.getMessage().getHeaders().forEach((name, value) -> {
            if (!name.equals(Glm4Headers.CONVERSATION_ID)
                    && !name.equals(Glm4Headers.MODEL)
                    && !String.valueOf(value).contains("999999")) {
                shown.add(name + "=" + value);
            }
        });
        return exchange;
    }

    private void assertNowhere(String secret) {
        assertThat(everythingShown().lines().filter(line -> line.contains(secret)))
                .isEmpty();
    }

    private List<String> meterTags() {
        return meters.getMeters().stream()
                .map(Meter::getId)
                .flatMap(id -> id.getTags().stream())
                .map(Tag::getValue)
                .toList();
    }

    private String everythingShown() {
        List<String> all = new ArrayList<>(shown);
        all.addAll(meterTags());
        all.addAll(JmxText.attributes());
        all.addAll(consoleTexts());
        all.add(logs.text());
        return String.join("\n", all);
    }

    private List<String> consoleTexts() {
        DevConsole console = context.getCamelContextExtension()
                .getContextPlugin(DevConsoleRegistry.class)
                .resolveById("glm4");
        return List.of(
                String.valueOf(console.call(DevConsole.MediaType.TEXT)),
                String.valueOf(console.call(DevConsole.MediaType.JSON)));
    }

    private void assertEverythingIsPrintable() {
        assertThat(shown).isNotEmpty().allSatisfy(UntrustedTextTest::assertOneLine);
        assertThat(meterTags()).isNotNull().allSatisfy(UntrustedTextTest::assertOneLine);
        assertNoForgedLine(everythingShown());
    }

    private static void assertOneLine(String text) {
        assertThat(text).doesNotContain("\n").doesNotContain("\r").doesNotContain("\u2028");
        assertNoForgedLine(text);
    }

    private static void assertNoForgedLine(String text) {
        assertThat(text.lines()).noneMatch(line -> line.startsWith(FORGED));
        assertThat(text)
                .doesNotContain("\u2028")
                .doesNotContain("\u0085")
                .doesNotContain("\u001B")
                .doesNotContain("\u202E")
                .doesNotContain("\u2066")
                .doesNotContain("\u0000");
        assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(text))
                .as("no lone surrogates")
                .isTrue();
    }
}
