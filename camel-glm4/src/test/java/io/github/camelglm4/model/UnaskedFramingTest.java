package io.github.camelglm4.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.MessageTestSupport;
import io.github.camelglm4.error.Glm4RateLimitException;
import io.github.camelglm4.error.Glm4ResponseException;
import io.github.camelglm4.error.Glm4TruncatedException;
import io.github.camelglm4.testing.GlmJson;
import io.github.camelglm4.testing.Reply;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers in a framing that was not requested: an event stream instead of a document, lines around a document. */
class UnaskedFramingTest extends MessageTestSupport {

    private static final String DONE = "data: [DONE]\n\n";
    private static final String COMMENT = ": PROCESSING\n\n";
    private static final String WHOLE = GlmJson.completion("Hi you");
    private static final String EVENTS = event(GlmJson.delta("Hi")) + event(GlmJson.delta(" you"));
    private static final String LAST = event(GlmJson.lastDelta());

    private static String event(String data) {
        return "data: " + data + "\n\n";
    }

    static Stream<Arguments> answers() {
        return Stream.of(
                Arguments.of("an event stream", EVENTS + LAST + DONE),
                Arguments.of("an event stream without [DONE]", EVENTS + LAST),
                Arguments.of("an event stream with [DONE] alone", EVENTS + DONE),
                Arguments.of("no blank line at the end", EVENTS + LAST.strip()),
                Arguments.of("CRLF", (EVENTS + LAST + DONE).replace("\n", "\r\n")),
                Arguments.of("comments in it", COMMENT + EVENTS + COMMENT + LAST + DONE),
                Arguments.of("types of events", "event: message\n" + EVENTS + "event: ping\ndata: -\n\n" + LAST),
                Arguments.of("events without data", event("") + event("null") + EVENTS + event(" ") + LAST),
                Arguments.of("[done] in lower case", EVENTS + event("[done]")),
                Arguments.of("[DONE] as a JSON string", EVENTS + event("\"[DONE]\"")),
                Arguments.of("the whole answer as one event", event(WHOLE) + DONE),
                Arguments.of("the whole answer as the only event", event(WHOLE)),
                Arguments.of("[DONE] behind", WHOLE + "\n\n" + DONE),
                Arguments.of("[DONE] behind, in the next line", WHOLE + "\r\ndata:[DONE]"),
                Arguments.of("a bare [DONE] behind", WHOLE + "\n[DONE]\n"),
                Arguments.of("a comment behind", WHOLE + "\n: bye\n"),
                Arguments.of("comments before", COMMENT.repeat(20) + WHOLE),
                Arguments.of("a byte order mark and a comment before", "\uFEFF" + COMMENT + WHOLE),
                Arguments.of("comments before and [DONE] behind", COMMENT + WHOLE + "\n\n" + DONE),
                Arguments.of("comments before a document of many lines", COMMENT + WHOLE.replace(",", ",\n")),
                Arguments.of("one object a line", GlmJson.delta("Hi you") + "\n" + GlmJson.lastDelta() + "\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answers")
    void areRead(String frame, String body) {
        server.enqueue(Reply.of(200, "application/json", body), Reply.of(200, "text/event-stream", body));

        for (int i = 0; i < 2; i++) {
            Exchange exchange = ask(MODEL, "hello");

            assertThat(failure(exchange)).isNull();
            assertThat(exchange.getMessage().getBody()).isEqualTo("Hi you");
        }
        assertThat(server.requests()).hasSize(2);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answers")
    void areReadWhereAStreamWasAskedFor(String frame, String body) {
        server.enqueue(
                Reply.of(200, "text/event-stream", body),
                Reply.of(200, "application/json", body).inPieces(1));

        for (int i = 0; i < 2; i++) {
            Exchange exchange = ask(MODEL + "?stream=true", "hello");

            assertThat(exchange.getMessage().getBody(String.class)).isEqualTo("Hi you");
        }
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void anEventStreamTellsItsTokensAndItsEnd() {
        server.enqueue(Reply.of(200, "text/event-stream", EVENTS + LAST + DONE));

        assertThat(ask(MODEL, "hello").getMessage().getHeaders())
                .containsEntry("CamelGlm4FinishReason", "stop")
                .containsEntry("CamelGlm4TotalTokens", 19L)
                .containsEntry("CamelGlm4ResponseModel", "glm-4");
    }

    @Test
    void aTypedAnswerIsReadFromIt() {
        server.enqueue(Reply.of(200, "text/event-stream", event(GlmJson.delta("{\"a\":1}")) + LAST));

        assertThat(ask(MODEL + "?outputSchema=RAW({\"type\":\"object\"})", "hello")
                        .getMessage()
                        .getBody())
                .isEqualTo(Map.of("a", 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "data: {\"choices\":[{\"del"})
    void anEventStreamThatIsCutIsAnErrorWithItsText(String rest) {
        server.otherwise(Reply.of(200, "text/event-stream", EVENTS + rest));

        assertThat(failure(ask(MODEL, "hello")))
                .isInstanceOfSatisfying(
                        Glm4TruncatedException.class,
                        failure -> assertThat(failure.getText()).isEqualTo("Hi you"));
        assertThat(server.requests())
                .as("a partial answer is not requested again")
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"data: ", "event: error\ndata: "})
    void anErrorEventIsAnErrorWithTheTextBeforeIt(String prefix) {
        server.otherwise(Reply.of(200, "text/event-stream", EVENTS + prefix + GlmJson.error("1302", "slow") + "\n\n"));

        assertThat(failure(ask(MODEL, "hello")))
                .isInstanceOfSatisfying(
                        Glm4RateLimitException.class,
                        failure -> assertThat(failure.getText()).isEqualTo("Hi you"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello",
                ": only a comment\n\n",
                "data: hello\n\ndata: world\n\n",
                "{\"a\":1}garbage",
                "data: [DONE]\n\n"
            })
    void whatHoldsNoAnswerIsAnError(String body) {
        server.otherwise(Reply.of(200, "application/json", body));

        assertThat(failure(ask(MODEL, "hello"))).isInstanceOf(Glm4ResponseException.class);
        assertThat(server.requests()).hasSize(1);
    }
}
