package io.github.camelglm4.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelglm4.ChatCompletionStream;
import io.github.camelglm4.FailureTestSupport;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.error.Glm4RateLimitException;
import io.github.camelglm4.error.Glm4ServerException;
import io.github.camelglm4.error.Glm4TruncatedException;
import io.github.camelglm4.testing.GlmJson;
import io.github.camelglm4.testing.Reply;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A successful response with a partial text and an error is a failure; an error field that means none is ignored. */
class ErrorInsideAnswerTest extends FailureTestSupport {

    private static final String ERROR = "\"error\":{\"code\":502,\"message\":\"provider lost\"}";
    private static final String STREAMED = MODEL + "?stream=true";
    private static final String MEMORY = "memory=true&conversationId=c";

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("glm4-tool:lookup").setBody(constant("found"));
            }
        };
    }

    /** A partial text, with additional fields in the answer, its choice and its message (or delta). */
    private static String half(String message, String answer, String choice, String inMessage) {
        return "{\"id\":\"1\",\"model\":\"m\",\"choices\":[{\"index\":0,\"" + message
                + "\":{\"role\":\"assistant\",\"content\":\"half a text\"" + more(inMessage) + "}" + more(choice) + "}]"
                + more(answer) + "}";
    }

    private static String more(String fields) {
        return fields == null ? "" : "," + fields;
    }

    private static String at(String level, String message) {
        return switch (level) {
            case "answer" -> half(message, ERROR, null, null);
            case "answer, list" ->
                half(message, "\"errors\":[{\"code\":502,\"message\":\"provider lost\"}]", null, null);
            case "choice" -> half(message, null, ERROR, null);
            case "choice, finish reason" -> half(message, null, "\"finish_reason\":\"error\"," + ERROR, null);
            case "choice, stop" -> half(message, null, "\"finish_reason\":\"stop\"," + ERROR, null);
            case "message" -> half(message, null, null, ERROR);
            default -> throw new IllegalArgumentException(level);
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"answer", "answer, list", "choice", "choice, finish reason", "choice, stop", "message"})
    void failsWithTheTextSoFarWhereverTheErrorStands(String level) {
        server.otherwise(Reply.json(at(level, "message")));

        Glm4Exception failure = failureOf(MODEL, Glm4ServerException.class);

        assertThat(failure).hasMessageContaining("provider lost");
        assertThat(failure.getText()).isEqualTo("half a text");
        assertThat(failure.getCode()).isEqualTo("502");
        assertThat(server.requests())
                .as("a partial answer is not requested again")
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"answer", "answer, list", "choice", "choice, finish reason", "choice, stop", "message"})
    void failsAStreamAfterItsChunks(String level) {
        server.enqueue(Reply.sse(GlmJson.delta("One, "), at(level, "delta"), "[DONE]"));
        ChatCompletionStream stream = template.requestBody(STREAMED, "hello", ChatCompletionStream.class);

        assertThatThrownBy(stream::text).isInstanceOfSatisfying(Glm4ServerException.class, failure -> {
            assertThat(failure).hasMessageContaining("provider lost");
            assertThat(failure.getText()).isEqualTo("One, half a text");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"error", "ERROR", "server_error", "internal_error", "failed"})
    void aFinishReasonThatSaysErrorNeedsNoErrorObject(String reason) {
        String finish = "\"finish_reason\":\"" + reason + "\"";
        server.enqueue(
                Reply.json(half("message", null, finish, null)),
                Reply.sse(half("delta", null, finish, null), "[DONE]"));

        assertThat(failureOf(MODEL, Glm4ServerException.class).getText()).isEqualTo("half a text");
        ChatCompletionStream stream = template.requestBody(STREAMED, "hello", ChatCompletionStream.class);
        assertThatThrownBy(stream::text)
                .isInstanceOfSatisfying(
                        Glm4ServerException.class,
                        failure -> assertThat(failure.getText()).isEqualTo("half a text"));
    }

    @Test
    void anErrorWithoutTextIsAskedAgain() {
        server.enqueue(
                Reply.json(
                        "{\"choices\":[{\"message\":{\"content\":\"\"},\"finish_reason\":\"error\"," + ERROR + "}]}"),
                Reply.completion("fine"),
                Reply.sse("{\"choices\":[{\"delta\":{\"content\":\"\"},\"finish_reason\":\"error\"," + ERROR + "}]}"),
                Reply.completionStream("fine"));

        assertThat(ask(MODEL, "hello").getMessage().getBody()).isEqualTo("fine");
        assertThat(ask(STREAMED, "hello").getMessage().getBody(String.class)).isEqualTo("fine");
    }

    @ParameterizedTest
    @ValueSource(strings = {"message", "delta"})
    void aConversationKeepsNothingOfIt(String message) {
        String half = at("choice, finish reason", message);
        boolean streamed = message.equals("delta");
        server.enqueue(
                streamed ? Reply.sse(GlmJson.delta("One, "), half, "[DONE]") : Reply.json(half),
                Reply.completion("fine"));

        Exchange failed = ask(MODEL + "?" + MEMORY + "&stream=" + streamed, "hello");
        if (streamed) {
            assertThatThrownBy(failed.getMessage().getBody(ChatCompletionStream.class)::text)
                    .isInstanceOf(Glm4ServerException.class);
        } else {
            failureIn(failed, Glm4ServerException.class);
        }
        ask(MODEL + "?" + MEMORY, "again");

        assertThat(server.requests().get(1).text()).contains("again").doesNotContain("half a text", "hello");
    }

    @Test
    void aTypedAnswerFailsThoughWhatIsThereFits() {
        server.otherwise(Reply.json("{\"choices\":[{\"message\":{\"content\":\"{\\\"a\\\":1}\"},"
                + "\"finish_reason\":\"error\"," + ERROR + "}]}"));

        Glm4Exception failure =
                failureOf(MODEL + "?outputSchema=RAW({\"type\":\"object\"})", Glm4ServerException.class);

        assertThat(failure.getText()).isEqualTo("{\"a\":1}");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void callsOfToolsBesideAnErrorDoNotRun() {
        server.otherwise(
                Reply.json("{\"choices\":[{\"message\":{\"content\":\"half a text\",\"tool_calls\":[{\"id\":\"c1\","
                        + "\"type\":\"function\",\"function\":{\"name\":\"lookup\",\"arguments\":\"{}\"}}]},"
                        + "\"finish_reason\":\"error\"," + ERROR + "}]}"));

        failureOf(MODEL + "?tools=lookup", Glm4ServerException.class);

        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"error\":\"\"",
                "\"error\":\" \"",
                "\"error\":{}",
                "\"error\":[]",
                "\"error\":null",
                "\"error\":false",
                "\"error\":0",
                "\"error\":\"null\"",
                "\"error\":{\"code\":null,\"message\":\"\"}",
                "\"error\":{\"code\":0,\"message\":\"ok\"}",
                "\"error\":{},\"success\":true,\"code\":200,\"msg\":\"ok\""
            })
    void anErrorThatMeansNoneIsAnAnswer(String none) {
        String last = "\"finish_reason\":\"stop\"";
        server.enqueue(
                Reply.json(half("message", none, last, none)),
                Reply.sse(half("delta", none, none, none), half("delta", none, last, none), "[DONE]"));

        Exchange whole = ask(MODEL, "hello");
        Exchange streamed = ask(STREAMED, "hello");

        assertThat(whole.getException()).isNull();
        assertThat(whole.getMessage().getBody()).isEqualTo("half a text");
        assertThat(streamed.getMessage().getBody(String.class)).isEqualTo("half a texthalf a text");
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void anErrorThatMeansNoneIsNotHandedOn() {
        server.enqueue(Reply.json(half("message", "\"error\":{}", "\"finish_reason\":\"stop\"", null)));

        Exchange exchange = ask(MODEL + "?output=completion", "hello");

        assertThat(exchange.getMessage().getBody(Map.class)).doesNotContainKey("error");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"null\"", "\"\"", "\" \"", "\"None\"", "\"undefined\"", "null", "{}", "false"})
    void aStreamWhoseFinishReasonMeansNoneIsCut(String none) {
        String finish = "\"finish_reason\":" + none;
        server.enqueue(Reply.sse(half("delta", null, finish, null)));
        ChatCompletionStream stream = template.requestBody(STREAMED, "hello", ChatCompletionStream.class);

        assertThatThrownBy(stream::text)
                .isInstanceOfSatisfying(
                        Glm4TruncatedException.class,
                        failure -> assertThat(failure.getText()).isEqualTo("half a text"));
    }

    @Test
    void aFinishReasonThatMeansNoneIsNoHeader() {
        server.enqueue(Reply.json(half("message", null, "\"finish_reason\":\"null\"", null)));

        assertThat(ask(MODEL, "hello").getMessage().getHeaders()).doesNotContainKey("CamelGlm4FinishReason");
    }

    @ParameterizedTest
    @ValueSource(strings = {"data", "result"})
    void takesAnAnswerOutOfAnEnvelope(String field) {
        server.enqueue(
                Reply.json("{\"code\":0,\"msg\":\"ok\",\"request_id\":\"r-1\",\"" + field + "\":"
                        + GlmJson.completion("Hi") + "}"),
                Reply.json("{\"code\":200,\"success\":true,\"" + field + "\":" + GlmJson.completion("Hi") + "}"),
                Reply.sse(
                        "{\"code\":0,\"" + field + "\":" + GlmJson.delta("Hi") + "}",
                        "{\"code\":0,\"" + field + "\":" + GlmJson.lastDelta() + "}",
                        "[DONE]"));

        assertThat(ask(MODEL, "hello").getMessage().getBody()).isEqualTo("Hi");
        assertThat(ask(MODEL, "hello").getMessage().getHeader("CamelGlm4TotalTokens"))
                .isEqualTo(19L);
        assertThat(ask(STREAMED, "hello").getMessage().getBody(String.class)).isEqualTo("Hi");
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void anEnvelopeThatReportsAnErrorIsOne() {
        server.otherwise(
                Reply.json("{\"code\":1302,\"msg\":\"slow\",\"data\":" + GlmJson.completion("half a text") + "}"));

        failureOf(MODEL + "?maxRetries=0", Glm4RateLimitException.class);
    }

    @Test
    void tokensInTheChoiceCount() {
        String usage =
                "\"finish_reason\":\"stop\",\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":4,\"total_tokens\":7}";
        server.enqueue(
                Reply.json(half("message", null, usage, null)), Reply.sse(half("delta", null, usage, null), "[DONE]"));

        assertThat(ask(MODEL, "hello").getMessage().getHeader("CamelGlm4TotalTokens"))
                .isEqualTo(7L);
        ChatCompletionStream stream = template.requestBody(STREAMED, "hello", ChatCompletionStream.class);
        assertThat(stream.whole().usage().totalTokens()).isEqualTo(7);
    }
}
