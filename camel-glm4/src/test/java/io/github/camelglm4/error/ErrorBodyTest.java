package io.github.camelglm4.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.camelglm4.FailureTestSupport;
import io.github.camelglm4.testing.Reply;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every shape in which platform, gateways and servers write an error gives its code and its words. */
class ErrorBodyTest extends FailureTestSupport {

    private static final String NO_RETRY = MODEL + "?maxRetries=0";

    @ParameterizedTest(name = "{0}")
    @MethodSource({"platformShapes", "openAiShapes", "otherShapes", "reasonsElsewhere", "shapesInASuccessAnswer"})
    void givesCodeAndWords(
            String shape, int status, String body, Class<? extends Glm4Exception> type, String code, String words) {
        server.enqueue(Reply.json(status, body));

        Glm4Exception failure = failureOf(NO_RETRY, type);

        assertThat(failure.getCode()).isEqualTo(code);
        assertThat(failure)
                .hasMessageMatching(Pattern.quote(
                                "The service answered HTTP " + status + (code == null ? "" : ", code " + code) + words)
                        + " \\[([a-z -]+; )?" + Pattern.quote(asked().substring(2)));
    }

    /** The end of each message: who was asked, and how often. */
    private static String asked() {
        return " [model GLM-4-Air at 127.0.0.1:" + server.port() + ", 1 request]";
    }

    static Stream<Arguments> platformShapes() {
        return Stream.of(
                arguments("E1: code is text", 400, """
                        {"error":{"code":"1214","message":"messages 参数非法。请检查文档。"}}""", Glm4RequestException.class, "1214", ": messages 参数非法。请检查文档。"),
                arguments(
                        "E1 with a request id",
                        429,
                        """
                        {"error":{"code":"1302","message":"slow"},"request_id":"r-1"}""",
                        Glm4RateLimitException.class,
                        "1302",
                        ": slow (request id r-1)"),
                arguments("E2: moderation", 400, """
                        {"contentFilter":[{"level":2,"role":"user"}],"error":{"code":"1301","message":"no"}}""", Glm4ContentFilterException.class, "1301", ": no"),
                arguments("E3: code is a number", 401, """
                        {"code":1000,"msg":"身份验证失败。","success":false}""", Glm4AuthenticationException.class, "1000", ": 身份验证失败。"),
                arguments("E3: code is text", 401, """
                        {"code":"1002","msg":"token","success":false}""", Glm4AuthenticationException.class, "1002", ": token"),
                arguments("E4: error is text", 400, """
                        {"error":"too bad","code":"1210"}""", Glm4RequestException.class, "1210", ": too bad"),
                arguments("E4: message", 429, """
                        {"message":"too fast","code":1303}""", Glm4RateLimitException.class, "1303", ": too fast"),
                arguments(
                        "E5: the web framework's page of a wrong path",
                        404,
                        """
                        {"timestamp":"2026-06-08T06:12:47.210+00:00","status":404,"error":"Not Found","path":"/v4/v1/chat/completions"}""",
                        Glm4RequestException.class,
                        null,
                        ": Not Found"));
    }

    static Stream<Arguments> openAiShapes() {
        return Stream.of(
                arguments(
                        "E6: code is text",
                        401,
                        """
                        {"error":{"message":"Incorrect key","type":"invalid_request_error","param":null,"code":"invalid_api_key"}}""",
                        Glm4AuthenticationException.class,
                        "invalid_api_key",
                        ": Incorrect key"),
                arguments(
                        "E6: code is a number",
                        404,
                        """
                        {"error":{"message":"The model `x` does not exist.","type":"NotFoundError","param":"model","code":404}}""",
                        Glm4RequestException.class,
                        "404",
                        ": The model `x` does not exist."),
                arguments("E6: code is null", 500, """
                        {"error":{"message":"boom","type":"server_error","param":null,"code":null}}""", Glm4ServerException.class, null, ": boom"),
                arguments(
                        "E6: litellm, status as text",
                        429,
                        """
                        {"error":{"message":"litellm.RateLimitError: slow","type":null,"param":null,"code":"429"}}""",
                        Glm4RateLimitException.class,
                        "429",
                        ": litellm.RateLimitError: slow"),
                arguments("E6: no money", 429, """
                        {"error":{"message":"quota","type":"insufficient_quota","code":"insufficient_quota"}}""", Glm4QuotaException.class, "insufficient_quota", ": quota"),
                arguments("E7: old vLLM", 400, """
                        {"object":"error","message":"bad","type":"BadRequestError","param":null,"code":400}""", Glm4RequestException.class, "400", ": bad"),
                arguments(
                        "E7: old vLLM, context too long",
                        400,
                        """
                        {"object":"error","message":"This model's maximum context length is 8192 tokens","type":"BadRequestError","code":400}""",
                        Glm4ContextLengthException.class,
                        "400",
                        ": This model's maximum context length is 8192 tokens"));
    }

    static Stream<Arguments> otherShapes() {
        return Stream.of(
                arguments(
                        "E8: one-api",
                        503,
                        """
                        {"error":{"message":"no channel (request id: 2025)","type":"one_api_error"}}""",
                        Glm4OverloadedException.class,
                        null,
                        ": no channel (request id: 2025)"),
                arguments("E9: FastAPI text", 422, """
                        {"detail":"Unprocessable"}""", Glm4RequestException.class, null, ": Unprocessable"),
                arguments(
                        "E9: FastAPI findings",
                        422,
                        """
                        {"detail":[{"loc":["body","model"],"msg":"field required","type":"missing"},{"loc":["body","messages",0],"msg":"no dict","type":"x"}]}""",
                        Glm4RequestException.class,
                        null,
                        ": body.model: field required; body.messages.0: no dict"),
                arguments("E10: a router", 400, """
                        {"error":{"message":"Provider returned error","code":400,"metadata":{"provider_name":"P","raw":"secret"}}}""", Glm4RequestException.class, "400", ": Provider returned error"),
                arguments("an error object without anything", 500, """
                        {"error":{}}""", Glm4ServerException.class, null, ""),
                arguments("codes that are no scalars", 500, """
                        {"error":{"code":{"a":1},"message":["x"]}}""", Glm4ServerException.class, null, ": x"));
    }

    static Stream<Arguments> reasonsElsewhere() {
        return Stream.of(
                reason(
                        "{'title':'One or more validation errors occurred.','errors':{'model':['is required','is empty'],'top_p':'is 7'}}",
                        "One or more validation errors occurred.: model: is required; is empty; top_p: is 7"),
                reason(
                        "{'type':'about:blank','title':'Bad Request','status':400,'detail':'no model'}",
                        "Bad Request: no model"),
                reason("{'message':{'detail':'no model'}}", "no model"),
                reason("{'message':{'error':{'message':'no model'}}}", "no model"),
                reason("{'detail':{'error':'no model'}}", "no model"),
                reason("{'detail':{'message':'no model','code':null}}", "no model"),
                reason("{'detail':['no model','no messages']}", "no model; no messages"),
                reason("{'errors':['no model','no messages']}", "no model; no messages"),
                reason("{'errors':[{'message':'no model'},{'detail':'no messages'}]}", "no model; no messages"),
                reason("{'error':['no model','no messages']}", "no model; no messages"),
                reason("{'error':[{'msg':'no model'}]}", "no model"),
                reason("{'error':{'reason':'no model'}}", "no model"),
                reason("{'error':{'message':'','details':[{'reason':'no model'}]}}", "no model"),
                reason("{'error':{'message':null,'errors':{'model':['is empty']}}}", "model: is empty"),
                reason("{'error':'Bad Request','message':'no model'}", "Bad Request: no model"),
                reason("{'error':'invalid_request','error_description':'no model'}", "invalid_request: no model"),
                reason("{'error':true,'reason':'no model'}", "no model"),
                reason("{'error_msg':'no model'}", "no model"),
                reason("{'errorMessage':'no model'}", "no model"),
                reason("{'Message':'no model'}", "no model"),
                reason("{'reason':'no model'}", "no model"),
                reason("{'why':'no model'}", "{\"why\":\"no model\"}"),
                reason("[{'error':{'message':'no model'}}]", "no model"),
                reason("data: {'error':{'message':'no model'}}\n\n", "no model"),
                reason("no model", "no model"));
    }

    private static Arguments reason(String body, String words) {
        return arguments(body, 400, body.replace('\'', '"'), Glm4RequestException.class, null, ": " + words);
    }

    @Test
    void theCodeOfAListedErrorCounts() {
        server.enqueue(
                Reply.json(400, "{\"errors\":[{\"code\":\"1301\",\"message\":\"no\"}]}"),
                Reply.json(400, "{\"error_code\":1261,\"error_msg\":\"too long\"}"));

        failureOf(NO_RETRY, Glm4ContentFilterException.class);
        failureOf(NO_RETRY, Glm4ContextLengthException.class);
    }

    @Test
    void aReasonOfAnySizeAndDepthIsClipped() {
        server.enqueue(
                Reply.json(400, "{\"errors\":[" + "{\"msg\":\"x\"},".repeat(50_000) + "{\"msg\":\"y\"}]}"),
                Reply.json(400, "{\"message\":".repeat(900) + "\"deep\"" + "}".repeat(900)));

        assertThat(failureOf(NO_RETRY, Glm4RequestException.class).getMessage()).hasSizeLessThan(700);
        assertThat(failureOf(NO_RETRY, Glm4RequestException.class).getMessage()).hasSizeLessThan(700);
    }

    static Stream<Arguments> shapesInASuccessAnswer() {
        return Stream.of(
                arguments("E12: E1 in a 200", 200, """
                        {"error":{"code":"1301","message":"no"}}""", Glm4ContentFilterException.class, "1301", ": no"),
                arguments("E12: E4 in a 200", 200, """
                        {"code":1302,"message":"slow"}""", Glm4RateLimitException.class, "1302", ": slow"),
                arguments("E12: E3 in a 200", 200, """
                        {"code":1000,"msg":"who?","success":false}""", Glm4AuthenticationException.class, "1000", ": who?"),
                arguments("E12: E4 in a 200", 200, """
                        {"error":"out of order"}""", Glm4ServerException.class, null, ": out of order"),
                arguments("E12: E6 in a 200, by its type", 200, """
                        {"error":{"message":"hm","type":"invalid_request_error","code":null}}""", Glm4RequestException.class, null, ": hm"),
                arguments(
                        "E12: E6 in a 200, by the status in its code",
                        200,
                        """
                        {"error":{"message":"hm","type":null,"code":"429"}}""",
                        Glm4RateLimitException.class,
                        "429",
                        ": hm"),
                arguments("E12: E7 in a 200", 200, """
                        {"object":"error","message":"bad","type":"BadRequestError","code":400}""", Glm4RequestException.class, "400", ": bad"),
                arguments("E12: an error next to choices", 200, """
                        {"choices":[{"message":{"content":"half"}}],"error":{"code":"1234","message":"net"}}""", Glm4ServerException.class, "1234", ": net"));
    }

    @Test
    void e11PagesAreNotQuoted() {
        server.enqueue(Reply.of(405, "text/html", "<html><body>WAF says: go away</body></html>"));

        Glm4Exception failure = failureOf(NO_RETRY, Glm4RequestException.class);

        assertThat(failure).hasMessage("The service answered HTTP 405: a page (text/html, 43 bytes)" + asked());
    }

    @Test
    void e11PagesAreNotQuotedThoughTheyPassForText() {
        server.enqueue(Reply.of(502, "text/plain", "\n <!doctype html><title>Bad Gateway</title>"));

        Glm4Exception failure = failureOf(NO_RETRY, Glm4ServerException.class);

        assertThat(failure.getMessage()).contains("a page").doesNotContain("Bad Gateway");
    }

    @Test
    void e11PlainTextIsQuotedInOneLineAndClipped() {
        server.enqueue(Reply.of(504, "text/plain", "upstream\n\ttimed  out " + "x".repeat(5_000)));

        Glm4Exception failure = failureOf(NO_RETRY, Glm4ServerException.class);

        assertThat(failure.getMessage())
                .startsWith("The service answered HTTP 504: upstream timed out xxx")
                .endsWith("xxx..." + asked())
                .hasSizeLessThan(600);
    }

    @Test
    void e11EmptyBodyLeavesTheStatus() {
        server.enqueue(Reply.of(502, "text/html", ""));

        assertThat(failureOf(NO_RETRY, Glm4ServerException.class))
                .hasMessageStartingWith("The service answered HTTP 502");
    }

    @Test
    void e11JsonThatIsNoObjectIsQuoted() {
        server.enqueue(Reply.json(400, "[\"what\"]"));

        assertThat(failureOf(NO_RETRY, Glm4RequestException.class))
                .hasMessage("The service answered HTTP 400: [\"what\"]" + asked());
    }

    @Test
    void longWordsOfTheServiceAreClipped() {
        server.enqueue(Reply.error(400, "1210", "y".repeat(100_000)));

        assertThat(failureOf(NO_RETRY, Glm4RequestException.class).getMessage()).hasSizeLessThan(600);
    }

    @Test
    void successAnswerWithoutChoicesIsNoAnswer() {
        server.enqueue(Reply.json("{\"id\":\"x\",\"model\":\"glm-4\"}"));

        assertThat(failureOf(NO_RETRY, Glm4ResponseException.class)).hasMessageContaining("no choices");
    }
}
