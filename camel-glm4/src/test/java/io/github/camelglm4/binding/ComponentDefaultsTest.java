package io.github.camelglm4.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelglm4.Glm4Component;
import io.github.camelglm4.Glm4Headers;
import io.github.camelglm4.MessageTestSupport;
import java.util.List;
import java.util.Map;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** systemMessage, temperature and maxTokens of the component are the defaults of its endpoints. */
class ComponentDefaultsTest extends MessageTestSupport {

    @Test
    void applyWhereTheEndpointSetsNone() {
        set("systemMessage", "Be brief.");
        set("temperature", "0.3");
        set("maxTokens", "30");

        assertThat(sent(MODEL, "Hi"))
                .containsEntry("messages", List.of(system("Be brief."), user("Hi")))
                .containsEntry("temperature", 0.3)
                .containsEntry("max_tokens", 30);
    }

    @Test
    void theEndpointOverridesThem() {
        set("systemMessage", "Be brief.");
        set("temperature", "0.3");
        set("maxTokens", "30");

        assertThat(sent(MODEL + "?systemMessage=Be exact.&temperature=0.2&maxTokens=20", "Hi"))
                .containsEntry("messages", List.of(system("Be exact."), user("Hi")))
                .containsEntry("temperature", 0.2)
                .containsEntry("max_tokens", 20);
    }

    @Test
    void aHeaderOverridesBoth() {
        set("systemMessage", "Be brief.");
        set("temperature", "0.3");
        set("maxTokens", "30");
        Map<String, Object> headers = Map.of(
                Glm4Headers.SYSTEM_MESSAGE, "Be kind.", Glm4Headers.TEMPERATURE, 0.1, Glm4Headers.MAX_TOKENS, 10);

        for (String uri : List.of(MODEL, MODEL + "?systemMessage=Be exact.&temperature=0.2&maxTokens=20")) {
            assertThat(sent(uri, "Hi", headers))
                    .containsEntry("messages", List.of(system("Be kind."), user("Hi")))
                    .containsEntry("temperature", 0.1)
                    .containsEntry("max_tokens", 10);
        }
    }

    @Test
    void aRequestInTheBodyOverridesTheParametersAndKeepsTheInstructions() {
        set("systemMessage", "Be brief.");
        set("temperature", "0.3");
        set("maxTokens", "30");

        assertThat(sent(MODEL, Map.of("messages", userSays("Hi"), "temperature", 0.2)))
                .containsEntry("messages", List.of(system("Be brief."), user("Hi")))
                .containsEntry("temperature", 0.2)
                .containsEntry("max_tokens", 30);
    }

    @Test
    void anEmptySystemMessageOfTheEndpointMeansNone() {
        set("systemMessage", "Be brief.");

        assertThat(sent(MODEL + "?systemMessage=", "Hi")).containsEntry("messages", userSays("Hi"));
    }

    @ParameterizedTest
    @CsvSource({
        "temperature, 1.5, 'temperature must be from 0 to 1, but is 1.5'",
        "maxTokens, 0, 'maxTokens must be at least 1, but is 0'",
        "systemMessage, resource:classpath:missing.txt, 'systemMessage: cannot read resource:classpath:missing.txt'"
    })
    void aWrongDefaultIsAnErrorAtStartThatNamesTheOption(String option, String value, String message) {
        set(option, value);

        assertThatThrownBy(() -> context.addRoutes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:wrong").to(MODEL);
                    }
                }))
                .isInstanceOf(FailedToStartRouteException.class)
                .hasStackTraceContaining(message);
    }

    /** Sets an option like camel.component.glm4.OPTION. */
    private void set(String option, String value) {
        Glm4Component component = context.getComponent("glm4", Glm4Component.class);
        component.getComponentPropertyConfigurer().configure(context, component, option, value, true);
    }
}
