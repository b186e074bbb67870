package io.github.camelglm4.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelglm4.Glm4Headers;
import io.github.camelglm4.MessageTestSupport;
import io.github.camelglm4.chat.ChatCompletionRequest;
import io.github.camelglm4.chat.ChatMessage;
import io.github.camelglm4.error.Glm4RequestException;
import java.util.List;
import java.util.Map;
import org.apache.camel.ResolveEndpointFailedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Which model is called: that of the header, otherwise that of the URI; that of a request only if the URI names none.
 */
class ModelChoiceTest extends MessageTestSupport {

    private static final Map<String, Object> REQUEST = Map.of("model", "GLM-4-Long", "messages", userSays("Hi"));

    @Test
    void theUriNamesTheModelWhateverTheRequestSays() {
        assertThat(sent("glm4:GLM-4-Air", REQUEST)).containsEntry("model", "GLM-4-Air");
    }

    @Test
    void theHeaderStandsBeforeTheUri() {
        assertThat(sent("glm4:GLM-4-Air", REQUEST, Map.of(Glm4Headers.MODEL, "GLM-4-Plus")))
                .containsEntry("model", "GLM-4-Plus");
    }

    @Test
    void underAnAsteriskTheRequestNamesIt() {
        assertThat(sent("glm4:*", REQUEST)).containsEntry("model", "GLM-4-Long");
        assertThat(sent("glm4:*", new ChatCompletionRequest("GLM-4-Flash", List.of(ChatMessage.user("Hi")))))
                .containsEntry("model", "GLM-4-Flash");
    }

    @Test
    void underAnAsteriskTheHeaderStandsBeforeTheRequest() {
        assertThat(sent("glm4:*", REQUEST, Map.of(Glm4Headers.MODEL, "GLM-4-Plus")))
                .containsEntry("model", "GLM-4-Plus");
        assertThat(sent("glm4:*", "Hi", Map.of(Glm4Headers.MODEL, "GLM-4-Plus")))
                .containsEntry("model", "GLM-4-Plus");
    }

    @Test
    void underAnAsteriskAMessageThatNamesNoneIsRefused() {
        assertThat(refused("glm4:*", "Hi"))
                .isInstanceOf(Glm4RequestException.class)
                .hasMessageContaining("the endpoint names no model");
        assertThat(refused("glm4:*", Map.of("messages", userSays("Hi"), "model", " ")))
                .isInstanceOf(Glm4RequestException.class)
                .hasMessageContaining("CamelGlm4Model");
    }

    @ParameterizedTest
    @CsvSource({
        "glm4:GLM-4-Air, GLM-4-Air",
        "glm4://GLM-4-Air, GLM-4-Air",
        "glm4:glm-4-air-250414, glm-4-air-250414",
        "glm4:org/glm-4-9b-chat, org/glm-4-9b-chat",
        "glm4://org/glm-4-9b-chat, org/glm-4-9b-chat",
        "glm4:/models/glm-4-9b-chat, /models/glm-4-9b-chat",
        "glm4:glm-4:9b, glm-4:9b",
        "glm4://glm-4:9b?stream=false, glm-4:9b",
        "glm4:hf.co/org/glm-4:Q4_K_M, hf.co/org/glm-4:Q4_K_M",
        "glm4:ft@v1, ft@v1",
        "glm4:智谱-4, 智谱-4",
        "glm4:my%20model, my model",
        "glm4:my model, my model",
        "glm4:a+b, a+b",
        "glm4:a%2Bb, a+b",
        "glm4:a%2Fb, a/b"
    })
    void theNameIsSentAsItIsWritten(String uri, String model) {
        assertThat(sent(uri, "Hi")).containsEntry("model", model);
    }

    @ParameterizedTest
    @ValueSource(strings = {"org/glm-4-9b-chat", "glm-4:9b", "智谱 4", "*"})
    void theNameInAHeaderIsSentAsItIsWritten(String model) {
        assertThat(sent("glm4:GLM-4-Air", "Hi", Map.of(Glm4Headers.MODEL, model)))
                .containsEntry("model", model);
    }

    @Test
    void aUriWithoutAModelIsRefused() {
        assertThatThrownBy(() -> context.getEndpoint("glm4:?temperature=0.5"))
                .isInstanceOf(ResolveEndpointFailedException.class)
                .hasMessageContaining("the model is missing: use glm4:GLM-4-Air, or glm4:*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"glm4:", "glm4://", "glm4: "})
    void aUriThatIsNothingButASchemeIsRefusedByCamel(String uri) {
        assertThatThrownBy(() -> context.getEndpoint(uri)).isInstanceOf(ResolveEndpointFailedException.class);
    }
}
