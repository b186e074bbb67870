package io.github.camelglm4.binding;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.MessageTestSupport;
import io.github.camelglm4.chat.ChatCompletionRequest;
import io.github.camelglm4.error.Glm4RequestException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A body without a question is an error that describes the body, before a request is sent. */
class RefusedBodyTest extends MessageTestSupport {

    @ParameterizedTest
    @MethodSource("bodiesThatAskNothing")
    void isAnErrorThatSaysWhatIsWrong(Object body, String message) {
        assertThat(refused(MODEL, body))
                .isInstanceOf(Glm4RequestException.class)
                .hasMessageContaining(message);
    }

    static Stream<Arguments> bodiesThatAskNothing() {
        return Stream.of(
                Arguments.of(null, "the body is null"),
                Arguments.of("", "the body is blank"),
                Arguments.of(" \n\t", "the body is blank"),
                Arguments.of(new byte[0], "the body is blank"),
                Arguments.of(
                        Map.of("prompt", "Hi"), "a Map without messages: a request requires the key messages, with"),
                Arguments.of(Map.of("prompt", "Hi"), "but has [prompt]"),
                Arguments.of(Map.of("messages", "Hi"), "messages must be a list of at least one message"),
                Arguments.of(Map.of("messages", List.of()), "but is an empty list"),
                Arguments.of(nullMessages(), "but is null"),
                Arguments.of(
                        Map.of("messages", userSays("Hi"), "model", 4), "model must be text, but is java.lang.Int"),
                Arguments.of(List.of(), "but is an empty list"),
                Arguments.of(List.of("Hi"), "messages[0] must be a map with role and content"),
                Arguments.of(List.of(user("Hi"), 7), "messages[1] must be a map with role and content"),
                Arguments.of(Arrays.asList(user("Hi"), null), "messages[1] must be a map with role and content"),
                Arguments.of(List.of(Map.of("content", "Hi")), "messages[0].role is missing"),
                Arguments.of(List.of(Map.of("role", "user", "content", 7)), "messages[0].content must be text"),
                Arguments.of(new ChatCompletionRequest(null, List.of()), "but is an empty list"),
                Arguments.of(new Ticket(7, "no light"), "the body is a io.github.camelglm4.binding.Ticket"),
                Arguments.of(Set.of("Hi"), "which is neither text nor messages"));
    }

    private static Map<String, Object> nullMessages() {
        Map<String, Object> map = new HashMap<>();
        map.put("messages", null);
        return map;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("fieldsOutOfRange")
    void aFieldOfARequestThatIsOutOfRangeIsNamed(String field, Object value, String message) {
        assertThat(refused(MODEL, Map.of("messages", userSays("Hi"), field, value)))
                .isInstanceOf(Glm4RequestException.class)
                .hasMessageContaining(message);
    }

    static Stream<Arguments> fieldsOutOfRange() {
        return Stream.of(
                Arguments.of("temperature", 1.01, "temperature must be from 0 to 1, but is 1.01"),
                Arguments.of("temperature", -0.5, "temperature must be from 0 to 1, but is -0.5"),
                Arguments.of("temperature", Double.NaN, "temperature must be from 0 to 1, but is NaN"),
                Arguments.of("temperature", "0.5", "temperature must be a number, but is 0.5"),
                Arguments.of("top_p", 2, "top_p must be from 0 to 1, but is 2"),
                Arguments.of("max_tokens", 0, "max_tokens must be at least 1, but is 0"),
                Arguments.of("max_tokens", 0.5, "max_tokens must be at least 1, but is 0.5"),
                Arguments.of("stream", "no", "stream must be true or false, but is no"));
    }

    @Test
    void withInputTextAMapOrAListIsNeitherRequestNorMessages() {
        assertThat(refused(MODEL + "?input=text", Map.of("messages", userSays("Hi"))))
                .isInstanceOf(Glm4RequestException.class)
                .hasMessageContaining("neither text nor messages");
        assertThat(refused(MODEL + "?input=text", List.of(user("Hi"))))
                .isInstanceOf(Glm4RequestException.class)
                .hasMessageContaining("neither text nor messages");
    }

    @Test
    void anObjectIsNoTextEvenIfAnEarlierNodeHasLoggedIt() {
        Ticket ticket = new Ticket(7, "no light");
        assertThat(context.getTypeConverter().convertTo(String.class, ticket)).contains("no light");

        assertThat(refused(MODEL, ticket))
                .isInstanceOf(Glm4RequestException.class)
                .hasMessageContaining("the body is a io.github.camelglm4.binding.Ticket");
    }

    @Test
    void whatCannotBeWrittenAsJsonIsAnErrorOfTheRequest() {
        Map<String, Object> body = Map.of("messages", userSays("Hi"), "seed", new Object());

        assertThat(refused(MODEL, body))
                .isInstanceOf(Glm4RequestException.class)
                .hasMessageContaining("cannot be written as JSON");
    }

    @Test
    void aFailureOfTheBodysOwnCodeIsTheRoutesToHandle() {
        IllegalArgumentException own = new IllegalArgumentException("from the body's own code");
        InputStream body = new InputStream() {
            @Override
            public int read() {
                throw own;
            }
        };

        assertThat(refused(MODEL, body)).isSameAs(own);
    }
}
