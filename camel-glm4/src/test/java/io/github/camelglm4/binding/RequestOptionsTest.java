package io.github.camelglm4.binding;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.MessageTestSupport;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Options of an endpoint set request parameters; a parameter that is not set is not sent. */
class RequestOptionsTest extends MessageTestSupport {

    @Test
    void nothingIsSentThatNobodySet() {
        assertThat(sent(MODEL, "Hi"))
                .containsOnly(Map.entry("model", "GLM-4-Air"), Map.entry("messages", userSays("Hi")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("options")
    void reachesTheWireInItsForm(String option, String field, Object expected) {
        assertThat(sent(MODEL + "?" + option, "Hi"))
                .containsOnly(
                        Map.entry("model", "GLM-4-Air"),
                        Map.entry("messages", userSays("Hi")),
                        Map.entry(field, expected));
    }

    static Stream<Arguments> options() {
        String function = "{\"type\":\"function\",\"function\":{\"name\":\"weather\"}}";
        return Stream.of(
                Arguments.of("temperature=0.3", "temperature", 0.3),
                Arguments.of("temperature=0", "temperature", 0),
                Arguments.of("temperature=1.0", "temperature", 1),
                Arguments.of("temperature=0.00001", "temperature", 0.00001),
                Arguments.of("temperature=1.8&maxTemperature=2", "temperature", 1.8),
                Arguments.of("topP=0.95", "top_p", 0.95),
                Arguments.of("maxTokens=1", "max_tokens", 1),
                Arguments.of("stop=END", "stop", List.of("END")),
                Arguments.of("stop=END,完", "stop", List.of("END", "完")),
                Arguments.of("doSample=false", "do_sample", false),
                Arguments.of("userId=user-0001", "user_id", "user-0001"),
                Arguments.of("thinking=disabled", "thinking", Map.of("type", "disabled")),
                Arguments.of("thinking=enabled", "thinking", Map.of("type", "enabled")),
                Arguments.of("reasoningEffort=low", "reasoning_effort", "low"),
                Arguments.of("toolChoice=auto", "tool_choice", "auto"),
                Arguments.of(
                        "toolChoice=RAW(" + function + ")",
                        "tool_choice",
                        Map.of("type", "function", "function", Map.of("name", "weather"))),
                Arguments.of("responseFormat=json_object", "response_format", Map.of("type", "json_object")),
                Arguments.of("responseFormat=text", "response_format", Map.of("type", "text")),
                Arguments.of("stream=false", "stream", false));
    }

    @ParameterizedTest(name = "{0}={1}")
    @MethodSource("additionalProperties")
    void anAdditionalBodyPropertyIsJsonIfItParsesElseText(String name, String value, Object expected) {
        assertThat(sent(MODEL + "?additionalBodyProperty." + name + "=RAW(" + value + ")", "Hi"))
                .containsEntry(name, expected)
                .hasSize(3);
    }

    static Stream<Arguments> additionalProperties() {
        return Stream.of(
                Arguments.of("seed", "7", 7),
                Arguments.of("seed", "\"7\"", "7"),
                Arguments.of("watermark_enabled", "true", true),
                Arguments.of("meta", "{\"bot_name\":\"小智\",\"n\":[1,2]}", Map.of("bot_name", "小智", "n", List.of(1, 2))),
                Arguments.of("note", "plain text, with commas", "plain text, with commas"),
                Arguments.of("note", "{broken", "{broken"),
                Arguments.of("note", "1.2.3", "1.2.3"),
                Arguments.of("note", "7 days", "7 days"));
    }

    @Test
    void anAdditionalBodyPropertyMayStandInAFile() {
        assertThat(sent(MODEL + "?additionalBodyProperty.tools=resource:classpath:tools.json", "Hi"))
                .containsEntry("tools", List.of(Map.of("type", "web_search", "web_search", Map.of("enable", true))));
    }

    @Test
    void anOptionOfItsOwnStandsBeforeAnAdditionalBodyProperty() {
        assertThat(sent(MODEL + "?temperature=0.3&additionalBodyProperty.temperature=0.4", "Hi"))
                .containsEntry("temperature", 0.3);
    }

    @Test
    void allTogetherAreOneRequest() {
        Map<String, Object> expected = new HashMap<>(Map.of(
                "model",
                "GLM-4-Air",
                "messages",
                List.of(system("Be brief"), user("Hi")),
                "temperature",
                0.3,
                "top_p",
                0.8,
                "max_tokens",
                100,
                "stop",
                List.of("END"),
                "do_sample",
                true,
                "user_id",
                "user-0001",
                "stream",
                false,
                "seed",
                7));

        assertThat(sent(
                        MODEL + "?systemMessage=Be brief&temperature=0.3&topP=0.8&maxTokens=100&stop=END&doSample=true"
                                + "&userId=user-0001&stream=false&additionalBodyProperty.seed=7",
                        "Hi"))
                .isEqualTo(expected);
    }
}
