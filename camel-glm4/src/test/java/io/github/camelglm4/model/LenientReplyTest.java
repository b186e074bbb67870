package io.github.camelglm4.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.Glm4Headers;
import io.github.camelglm4.MessageTestSupport;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.error.Glm4ResponseException;
import io.github.camelglm4.testing.Reply;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers in the formats of platforms, proxies and self-hosted servers. */
class LenientReplyTest extends MessageTestSupport {

    @ParameterizedTest(name = "{0}")
    @MethodSource("messages")
    void findsTheTextOfAMessage(String message, String text) {
        assertThat(bodyOf("{\"choices\":[{\"index\":0,\"finish_reason\":\"stop\",\"message\":" + message + "}]}"))
                .isEqualTo(text);
    }

    static Stream<Arguments> messages() {
        return Stream.of(
                Arguments.of("{\"role\":\"assistant\",\"content\":\"\\n Hello \\n\"}", "\n Hello \n"),
                Arguments.of("{\"content\":\"Hello\"}", "Hello"),
                Arguments.of("{\"role\":7,\"content\":\"Hello\",\"tool_calls\":[]}", "Hello"),
                Arguments.of("{\"content\":\"Hello\",\"tool_calls\":null,\"audio\":null}", "Hello"),
                Arguments.of("{\"content\":null}", ""),
                Arguments.of("{\"content\":\"\"}", ""),
                Arguments.of("{\"content\":[]}", ""),
                Arguments.of("{\"content\":{}}", ""),
                Arguments.of("{}", ""),
                Arguments.of("null", ""),
                Arguments.of(
                        "{\"content\":[{\"type\":\"thinking\",\"thinking\":\"Hm\"},{\"type\":\"text\",\"text\":\"Hel\"},"
                                + "{\"type\":\"text\",\"text\":\"lo\"},{\"type\":\"text\"},null,7]}",
                        "Hello"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"choices\":[{\"message\":{\"content\":\"Hello\"}}]}",
                "{\"choices\":[{\"message\":{\"content\":\"Hello\"},\"finish_reason\":\"\"}]}",
                "{\"choices\":[{\"message\":{\"content\":\"Hello\"},\"finish_reason\":null,\"index\":null}]}",
                "{\"choices\":[{\"message\":{\"content\":\"Hello\"}},{\"message\":{\"content\":\"Other\"}}]}",
                "{\"choices\":[null,{\"message\":{\"content\":\"Hello\"}}]}",
                "{\"error\":null,\"success\":true,\"choices\":[{\"message\":{\"content\":\"Hello\"}}]}",
                "{\"id\":null,\"created\":\"now\",\"model\":null,\"usage\":null,\"web_search\":[{\"title\":\"t\"}],"
                        + "\"content_filter\":[{\"level\":\"3\"}],\"choices\":[{\"message\":{\"content\":\"Hello\"}}]}",
                " \n{\"choices\":[{\"message\":{\"content\":\"Other\",\"content\":\"Hello\"}}]}\n "
            })
    void whatIsMissingOrTooMuchDoesNoHarm(String reply) {
        assertThat(bodyOf(reply)).isEqualTo("Hello");
    }

    @ParameterizedTest
    @CsvSource({
        "12, 12",
        "12.0, 12",
        "'\"12\"', 12",
        "5000000000, 5000000000",
        "null, ",
        "'\"many\"', ",
        "{}, ",
        "true, "
    })
    void tokenCountsAreReadInEveryForm(String written, Long count) {
        server.enqueue(Reply.json("{\"choices\":[{\"message\":{\"content\":\"Hello\"}}],\"usage\":{\"prompt_tokens\":"
                + written + ",\"total_tokens\":20,\"total_calls\":1,\"completion_tokens_details\":[]}}"));

        Exchange exchange = ask(MODEL, "Hi");

        assertThat(exchange.getMessage().getHeader(Glm4Headers.PROMPT_TOKENS)).isEqualTo(count);
        assertThat(exchange.getMessage().getHeader(Glm4Headers.TOTAL_TOKENS)).isEqualTo(20L);
    }

    @Test
    void numericIdsBecomeText() {
        server.enqueue(Reply.json("{\"id\":8239375684858666781,\"request_id\":8239375684858666782,\"model\":4,"
                + "\"choices\":[{\"message\":{\"content\":\"Hello\"}}]}"));

        Exchange exchange = ask(MODEL, "Hi");

        assertThat(exchange.getMessage().getHeaders())
                .containsEntry("CamelGlm4ResponseId", "8239375684858666781")
                .containsEntry("CamelGlm4ServerRequestId", "8239375684858666782")
                .containsEntry("CamelGlm4ResponseModel", "4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"stop", "length", "abort", "eos_token", "STOP", "没有"})
    void aFinishReasonThatNobodyKnowsIsHandedOn(String reason) {
        server.enqueue(Reply.json(finished(reason, "Hello")));

        Exchange exchange = ask(MODEL, "Hi");

        assertThat(exchange.getMessage().getBody()).isEqualTo("Hello");
        assertThat(exchange.getMessage().getHeader(Glm4Headers.FINISH_REASON)).isEqualTo(reason);
    }

    @Test
    void anAnswerCutBeforeItsFirstWordIsAnErrorThatSaysWhatToDo() {
        server.enqueue(Reply.json("{\"choices\":[{\"finish_reason\":\"length\",\"message\":"
                + "{\"content\":\"\",\"reasoning_content\":\"Let me think\"}}]}"));

        Exchange exchange = ask(MODEL, "Hi");

        assertThat(failure(exchange))
                .isInstanceOf(Glm4ResponseException.class)
                .hasMessageContainingAll("length", "maxTokens", "thinking=disabled");
        assertThat(((Glm4Exception) failure(exchange)).getCode()).isEqualTo("length");
        assertThat(exchange.getMessage().getBody()).isEqualTo("Hi");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"choices\":[]}", "{\"choices\":null}", "{\"choices\":{}}", "{\"id\":\"1\"}"})
    void anAnswerWithoutChoicesIsAnError(String reply) {
        server.enqueue(Reply.json(reply));

        assertThat(failure(ask(MODEL, "Hi")))
                .isInstanceOf(Glm4ResponseException.class)
                .hasMessageContaining("no choices");
    }

    private Object bodyOf(String reply) {
        server.enqueue(Reply.json(reply));
        Exchange exchange = ask(MODEL, "Hi");
        assertThat(failure(exchange)).isNull();
        return exchange.getMessage().getBody();
    }

    private static String finished(String reason, String text) {
        return "{\"choices\":[{\"finish_reason\":\"" + reason + "\",\"message\":{\"content\":\"" + text + "\"}}]}";
    }
}
