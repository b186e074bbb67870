package io.github.camelglm4.binding;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.camelglm4.Glm4Headers;
import io.github.camelglm4.MessageTestSupport;
import io.github.camelglm4.chat.ChatCompletionRequest;
import io.github.camelglm4.chat.ChatMessage;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Instructions are sent before every type of body, those of the endpoint first, in one message. */
class SystemMessageTest extends MessageTestSupport {

    private static final String BRIEF = MODEL + "?systemMessage=Be brief";

    @ParameterizedTest
    @MethodSource("bodiesThatSayHi")
    void theOptionGoesBeforeEveryKindOfBody(Object body) {
        assertThat(sent(BRIEF, body)).containsEntry("messages", List.of(system("Be brief"), user("Hi")));
    }

    @ParameterizedTest
    @MethodSource("bodiesThatSayHi")
    void theHeaderStandsInPlaceOfTheOption(Object body) {
        assertThat(sent(BRIEF, body, Map.of(Glm4Headers.SYSTEM_MESSAGE, "Use verse")))
                .containsEntry("messages", List.of(system("Use verse"), user("Hi")));
    }

    static Stream<Object> bodiesThatSayHi() {
        return Stream.of(
                "Hi",
                "Hi".getBytes(UTF_8),
                userSays("Hi"),
                List.of(ChatMessage.user("Hi")),
                Map.of("messages", userSays("Hi")),
                new ChatCompletionRequest(null, List.of(ChatMessage.user("Hi"))));
    }

    @Test
    void oneThatIsThereComesAfterOursInTheSameMessage() {
        List<Map<String, Object>> messages = List.of(system("You are a poet"), user("Hi"));
        List<Map<String, Object>> merged = List.of(system("Be brief\n\nYou are a poet"), user("Hi"));

        assertThat(sent(BRIEF, messages)).containsEntry("messages", merged);
        assertThat(sent(BRIEF, Map.of("messages", messages))).containsEntry("messages", merged);
        assertThat(sent(MODEL, messages, Map.of(Glm4Headers.SYSTEM_MESSAGE, "Be brief")))
                .containsEntry("messages", merged);
    }

    @Test
    void oneInPartsIsMergedAsItsText() {
        Map<String, Object> parts = Map.of(
                "role", "system", "content", List.of(Map.of("type", "text", "text", "You are a poet")), "name", "boss");

        assertThat(sent(BRIEF, List.of(parts, user("Hi"))))
                .containsEntry(
                        "messages",
                        List.of(
                                Map.of("role", "system", "content", "Be brief\n\nYou are a poet", "name", "boss"),
                                user("Hi")));
    }

    @Test
    void aBlankOneIsReplaced() {
        assertThat(sent(BRIEF, List.of(system(" "), user("Hi"))))
                .containsEntry("messages", List.of(system("Be brief"), user("Hi")));
    }

    @Test
    void withoutOursTheirsIsSentAsItIs() {
        List<Map<String, Object>> messages = List.of(system("You are a poet"), user("Hi"));

        assertThat(sent(MODEL, messages)).containsEntry("messages", messages);
    }

    @Test
    void theOptionMayStandInAFile() {
        assertThat(sent(MODEL + "?systemMessage=resource:classpath:instructions.txt", "Hi"))
                .containsEntry("messages", List.of(system("简短回答。\nBe brief & exact: 100%.\n"), user("Hi")));
    }

    @Test
    void aFileThatIsNotThereFailsTheStartAndIsNamed() {
        assertThat(catchThrowable(() -> template.sendBody(MODEL + "?systemMessage=resource:classpath:no.txt", "Hi")))
                .rootCause()
                .hasMessageContaining("no.txt");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void aHeaderOrABodyReadsNoFile() {
        String stranger = "resource:file:/etc/passwd";
        Map<String, Object> headers =
                Map.of(Glm4Headers.SYSTEM_MESSAGE, stranger, Glm4Headers.STOP, stranger, Glm4Headers.USER_ID, stranger);

        assertThat(sent(MODEL, stranger, headers))
                .containsEntry("messages", List.of(system(stranger), user(stranger)))
                .containsEntry("stop", List.of(stranger))
                .containsEntry("user_id", stranger);
        assertThat(sent(MODEL, "Hi", Map.of(Glm4Headers.USER_MESSAGE, stranger)))
                .containsEntry("messages", userSays(stranger));
    }
}
