package io.github.camelglm4.binding;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.Glm4Component;
import io.github.camelglm4.Glm4Headers;
import io.github.camelglm4.MessageTestSupport;
import io.github.camelglm4.error.Glm4RequestException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Header before request in the body before endpoint before component. */
class PrecedenceTest extends MessageTestSupport {

    @ParameterizedTest(name = "{0}")
    @MethodSource("parameters")
    void headerBeforeBodyBeforeEndpoint(
            String field,
            String option,
            Object ofBody,
            Object ofEndpoint,
            String header,
            Object ofHeader,
            Object sent) {
        Map<String, Object> plain = Map.of("messages", userSays("Hi"));
        Map<String, Object> request = Map.of("messages", userSays("Hi"), field, ofBody);
        String uri = MODEL + "?" + option;

        assertThat(sent(uri, plain)).containsEntry(field, ofEndpoint);
        assertThat(sent(uri, request)).containsEntry(field, ofBody);
        assertThat(sent(uri, request, Map.of(header, ofHeader))).containsEntry(field, sent);
        assertThat(sent(uri, "Hi", Map.of(header, ofHeader))).containsEntry(field, sent);
    }

    static Stream<Arguments> parameters() {
        return Stream.of(
                Arguments.of("temperature", "temperature=0.3", 0.2, 0.3, "CamelGlm4Temperature", 0.1, 0.1),
                Arguments.of("top_p", "topP=0.3", 0.2, 0.3, "CamelGlm4TopP", 0.1, 0.1),
                Arguments.of("max_tokens", "maxTokens=3", 2, 3, "CamelGlm4MaxTokens", 1, 1),
                Arguments.of("stop", "stop=c", list("b"), list("c"), "CamelGlm4Stop", "a", list("a")),
                Arguments.of("user_id", "userId=user-c", "user-b", "user-c", "CamelGlm4UserId", "user-a", "user-a"),
                Arguments.of(
                        "thinking",
                        "thinking=enabled",
                        Map.of("type", "enabled", "clear_thinking", false),
                        type("enabled"),
                        "CamelGlm4Thinking",
                        "disabled",
                        type("disabled")),
                Arguments.of(
                        "response_format",
                        "responseFormat=text",
                        type("json_schema"),
                        type("text"),
                        "CamelGlm4ResponseFormat",
                        "json_object",
                        type("json_object")),
                Arguments.of("tool_choice", "toolChoice=auto", "none", "auto", "CamelGlm4ToolChoice", "any", "any"));
    }

    private static Object list(String word) {
        return List.of(word);
    }

    private static Object type(String type) {
        return Map.of("type", type);
    }

    @Test
    void theRequestsOwnFieldStandsBeforeAnAdditionalBodyProperty() {
        String uri = MODEL + "?additionalBodyProperty.seed=1";

        assertThat(sent(uri, "Hi")).containsEntry("seed", 1);
        assertThat(sent(uri, Map.of("messages", userSays("Hi"), "seed", 2))).containsEntry("seed", 2);
    }

    @Test
    void anExplicitStreamFalseOfTheEndpointIsFinal() {
        Map<String, Object> request = Map.of("messages", userSays("Hi"), "stream", true);

        assertThat(sent(MODEL + "?stream=false", request, Map.of(Glm4Headers.STREAM, true)))
                .containsEntry("stream", false);
    }

    @Test
    void theEndpointStandsBeforeTheComponent() {
        Glm4Component component = context.getComponent("glm4", Glm4Component.class);
        component.getChat().setMaxTemperature(2);
        component.getBodies().setInput("text");

        assertThat(sent(MODEL + "?temperature=1.5", "Hi")).containsEntry("temperature", 1.5);
        assertThat(failureAt(MODEL + "?maxTemperature=1.2", 1.5))
                .isInstanceOf(Glm4RequestException.class)
                .hasMessage("header CamelGlm4Temperature must be from 0 to 1.2, but is 1.5");
        assertThat(failure(ask(MODEL, List.of(user("Hi"))))).hasMessageContaining("neither text nor messages");
        assertThat(sent(MODEL + "?input=auto", List.of(user("Hi")))).containsEntry("messages", userSays("Hi"));
    }

    private Throwable failureAt(String uri, double temperature) {
        return failure(ask(uri, "Hi", Map.of(Glm4Headers.TEMPERATURE, temperature)));
    }

    @Test
    void maxTemperatureWidensAndNarrowsHeaderBodyAndOption() {
        Map<String, Object> warm = Map.of("messages", userSays("Hi"), "temperature", 1.8);

        assertThat(sent(MODEL + "?maxTemperature=2", warm)).containsEntry("temperature", 1.8);
        assertThat(sent(MODEL + "?maxTemperature=2", "Hi", Map.of(Glm4Headers.TEMPERATURE, "1.8")))
                .containsEntry("temperature", 1.8);
        assertThat(failure(ask(MODEL + "?maxTemperature=0.5", Map.of("messages", userSays("Hi"), "temperature", 0.6))))
                .hasMessage("temperature must be from 0 to 0.5, but is 0.6");
    }
}
