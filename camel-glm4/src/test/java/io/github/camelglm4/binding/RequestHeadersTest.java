package io.github.camelglm4.binding;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.Glm4Headers;
import io.github.camelglm4.MessageTestSupport;
import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.testing.RecordedRequest;
import io.github.camelglm4.testing.Reply;
import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers set request parameters for one message, as values of their type or as text, as from a file or HTTP. */
class RequestHeadersTest extends MessageTestSupport {

    private static final String SIMPLE =
            "{\"model\":\"GLM-4-Air\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";

    @ParameterizedTest(name = "{0}={1}")
    @MethodSource("headers")
    void reachesTheWireInItsForm(String header, Object value, String field, Object expected) {
        assertThat(sent(MODEL, "Hi", Map.of(header, value)))
                .containsOnly(
                        Map.entry("model", "GLM-4-Air"),
                        Map.entry("messages", userSays("Hi")),
                        Map.entry(field, expected));
    }

    static Stream<Arguments> headers() {
        Map<String, Object> tool = Map.of("type", "function", "function", Map.of("name", "weather"));
        return Stream.of(
                Arguments.of("CamelGlm4Temperature", 0.3, "temperature", 0.3),
                Arguments.of("CamelGlm4Temperature", 0.3f, "temperature", 0.3),
                Arguments.of("CamelGlm4Temperature", new BigDecimal("0.70"), "temperature", 0.7),
                Arguments.of("CamelGlm4Temperature", "0.3", "temperature", 0.3),
                Arguments.of("CamelGlm4Temperature", 0, "temperature", 0),
                Arguments.of("CamelGlm4Temperature", 1.0, "temperature", 1),
                Arguments.of("CamelGlm4TopP", 0.95, "top_p", 0.95),
                Arguments.of("CamelGlm4TopP", "0.95", "top_p", 0.95),
                Arguments.of("CamelGlm4MaxTokens", 100, "max_tokens", 100),
                Arguments.of("CamelGlm4MaxTokens", 100L, "max_tokens", 100),
                Arguments.of("CamelGlm4MaxTokens", "100", "max_tokens", 100),
                Arguments.of("CamelGlm4MaxTokens", "100".getBytes(UTF_8), "max_tokens", 100),
                Arguments.of("CamelGlm4Stop", List.of("END", "完"), "stop", List.of("END", "完")),
                Arguments.of("CamelGlm4Stop", new String[] {"END", "完"}, "stop", List.of("END", "完")),
                Arguments.of("CamelGlm4Stop", new LinkedHashSet<>(List.of("\n")), "stop", List.of("\n")),
                Arguments.of("CamelGlm4Stop", "END,完", "stop", List.of("END", "完")),
                Arguments.of("CamelGlm4Stop", "\n", "stop", List.of("\n")),
                Arguments.of("CamelGlm4Stop", ",\n\n,", "stop", List.of("\n\n")),
                Arguments.of("CamelGlm4Stream", false, "stream", false),
                Arguments.of("CamelGlm4Stream", "false", "stream", false),
                Arguments.of("CamelGlm4UserId", "user-0001", "user_id", "user-0001"),
                Arguments.of("CamelGlm4UserId", 1234567, "user_id", "1234567"),
                Arguments.of("CamelGlm4RequestId", "request-0001", "request_id", "request-0001"),
                Arguments.of("CamelGlm4ResponseFormat", "text", "response_format", Map.of("type", "text")),
                Arguments.of(
                        "CamelGlm4ResponseFormat", "json_object", "response_format", Map.of("type", "json_object")),
                Arguments.of("CamelGlm4Thinking", "enabled", "thinking", Map.of("type", "enabled")),
                Arguments.of("CamelGlm4Thinking", "disabled", "thinking", Map.of("type", "disabled")),
                Arguments.of("CamelGlm4ToolChoice", "auto", "tool_choice", "auto"),
                Arguments.of(
                        "CamelGlm4ToolChoice",
                        "{\"type\":\"function\",\"function\":{\"name\":\"weather\"}}",
                        "tool_choice",
                        tool),
                Arguments.of("CamelGlm4ToolChoice", tool, "tool_choice", tool));
    }

    @ParameterizedTest(name = "{0}={1}")
    @MethodSource("wrongHeaders")
    void aWrongValueIsNamedWithItsHeaderAndWhatIsAllowed(String header, Object value, String allowed) {
        assertThat(refused(MODEL, "Hi", Map.of(header, value)))
                .isInstanceOf(Glm4RequestException.class)
                .hasMessage("header " + header + " must be " + allowed + ", but is " + value);
    }

    @Test
    void aTemperatureAboveTheDefaultLimitNamesTheOptionThatRaisesIt() {
        assertThat(refused(MODEL, "Hi", Map.of("CamelGlm4Temperature", 1.01)))
                .isInstanceOf(Glm4RequestException.class)
                .hasMessage("header CamelGlm4Temperature must be from 0 to 1, but is 1.01: the option maxTemperature"
                        + " sets the limit; increase it if the service accepts more");
    }

    static Stream<Arguments> wrongHeaders() {
        return Stream.of(
                Arguments.of("CamelGlm4Temperature", "-1.0", "from 0 to 1"),
                Arguments.of("CamelGlm4Temperature", Double.NaN, "a number from 0 to 1"),
                Arguments.of("CamelGlm4Temperature", "warm", "a number from 0 to 1"),
                Arguments.of("CamelGlm4Temperature", List.of(0.5), "a number from 0 to 1"),
                Arguments.of("CamelGlm4TopP", 1.5, "from 0 to 1"),
                Arguments.of("CamelGlm4TopP", "most", "a number from 0 to 1"),
                Arguments.of("CamelGlm4MaxTokens", 0, "at least 1"),
                Arguments.of("CamelGlm4MaxTokens", "-5", "at least 1"),
                Arguments.of("CamelGlm4MaxTokens", "many", "a whole number of at least 1"),
                Arguments.of("CamelGlm4MaxTokens", "1.5", "a whole number of at least 1"),
                Arguments.of("CamelGlm4MaxTokens", 2.5, "a whole number of at least 1"),
                Arguments.of("CamelGlm4MaxTokens", 5_000_000_000L, "a whole number of at least 1"),
                Arguments.of("CamelGlm4Stream", "perhaps", "true or false"),
                Arguments.of("CamelGlm4ResponseFormat", "xml", "one of text, json_object"),
                Arguments.of("CamelGlm4Thinking", "yes", "one of enabled, disabled"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CamelGlm4Model",
                "CamelGlm4SystemMessage",
                "CamelGlm4UserMessage",
                "CamelGlm4Temperature",
                "CamelGlm4TopP",
                "CamelGlm4MaxTokens",
                "CamelGlm4Stop",
                "CamelGlm4Stream",
                "CamelGlm4UserId",
                "CamelGlm4RequestId",
                "CamelGlm4ResponseFormat",
                "CamelGlm4Thinking",
                "CamelGlm4ToolChoice"
            })
    void aBlankHeaderIsAsGoodAsNone(String header) {
        assertThat(sent(MODEL, "Hi", Map.of(header, " ")))
                .containsOnly(Map.entry("model", "GLM-4-Air"), Map.entry("messages", userSays("Hi")));
    }

    @Test
    void noOtherHeaderReachesTheService() {
        Map<String, Object> headers = Map.of(
                "X-Mine",
                "secret",
                "Authorization",
                "Bearer other",
                "CamelHttpUri",
                "http://elsewhere",
                "temperature",
                1);

        assertThat(sent(MODEL, "Hi", headers))
                .containsOnly(Map.entry("model", "GLM-4-Air"), Map.entry("messages", userSays("Hi")));

        RecordedRequest request = server.requests().get(0);
        assertThat(request.text()).doesNotContain("secret");
        assertThat(request.header("X-Mine")).isNull();
        assertThat(request.headers("Authorization")).containsExactly("Bearer " + KEY);
    }

    @Test
    void theRequestIdHasASuffixOnEachRetry() {
        server.enqueue(Reply.error(500, "1234", "again"), Reply.error(500, "1234", "again"));

        ask(MODEL, "Hi", Map.of(Glm4Headers.REQUEST_ID, "request-0001"));

        assertThat(server.requests())
                .extracting(request -> request.json().get("request_id"))
                .containsExactly("request-0001", "request-0001-1", "request-0001-2");
    }

    @Test
    void withoutARequestIdRetriesAreTheSame() {
        server.enqueue(Reply.error(500, "1234", "again"));

        ask(MODEL, "Hi");

        assertThat(server.requests())
                .hasSize(2)
                .extracting(RecordedRequest::text)
                .containsOnly(SIMPLE);
    }
}
