package io.github.camelglm4.testing;

import java.util.List;

/**
 * Bodies of streamed answers, byte for byte as services, gateways and self-hosted servers send them. Whole answers end
 * with {@code [DONE]}.
 */
public final class Transcripts {

    public static final String DONE = "data: [DONE]\n\n";

    /** The platform: the role in each chunk, no {@code object}, usage next to the finish reason. */
    public static final String NATIVE_TEXT = events("""
            {"id":"8313807536837492492","created":1706092316,"model":"glm-4","choices":[{"index":0,"delta":{"role":"assistant","content":"你"}}]}""", """
            {"id":"8313807536837492492","created":1706092316,"model":"glm-4","choices":[{"index":0,"delta":{"role":"assistant","content":"好"}}]}""", """
            {"id":"8313807536837492492","created":1706092316,"model":"glm-4","choices":[{"index":0,"finish_reason":"stop","delta":{"role":"assistant","content":""}}],"usage":{"prompt_tokens":6,"completion_tokens":2,"total_tokens":8}}""", "[DONE]");

    /** OpenAI and vLLM: the role first, finish reasons that are null, usage in a chunk without choices. */
    public static final String OPENAI_TEXT = events("""
            {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1767240000,"model":"GLM-4-Air","choices":[{"index":0,"delta":{"role":"assistant","content":""},"logprobs":null,"finish_reason":null}]}""", """
            {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1767240000,"model":"GLM-4-Air","choices":[{"index":0,"delta":{"content":"Hi"},"logprobs":null,"finish_reason":null}]}""", """
            {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1767240000,"model":"GLM-4-Air","choices":[{"index":0,"delta":{},"logprobs":null,"finish_reason":"stop"}]}""", """
            {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1767240000,"model":"GLM-4-Air","choices":[],"usage":{"prompt_tokens":6,"completion_tokens":1,"total_tokens":7}}""", "[DONE]");

    /** A thinking model; reasoning and text begin with a line feed. */
    public static final String REASONING = events("""
            {"id":"20260101120000a1b2","created":1767240000,"object":"chat.completion.chunk","model":"glm-4.6","choices":[{"index":0,"delta":{"role":"assistant","reasoning_content":"\\nThe user"}}]}""", """
            {"id":"20260101120000a1b2","created":1767240000,"object":"chat.completion.chunk","model":"glm-4.6","choices":[{"index":0,"delta":{"role":"assistant","content":"\\nHello"}}]}""", """
            {"id":"20260101120000a1b2","created":1767240000,"object":"chat.completion.chunk","model":"glm-4.6","choices":[{"index":0,"finish_reason":"stop","delta":{"role":"assistant","content":""}}],"usage":{"prompt_tokens":8,"completion_tokens":12,"total_tokens":20,"prompt_tokens_details":{"cached_tokens":4},"completion_tokens_details":{"reasoning_tokens":6}}}""", "[DONE]");

    /** A tool call of the platform: whole in one chunk, index -1, the finish reason twice. */
    public static final String NATIVE_TOOL_CALL = events("""
            {"id":"20250904","created":1757000000,"model":"glm-4.5-flash","choices":[{"index":0,"finish_reason":"tool_calls","delta":{"tool_calls":[{"id":"call_abc","index":-1,"type":"function","function":{"name":"add","arguments":"{\\"a\\": 1, \\"b\\": 2}"}}]}}]}""", """
            {"id":"20250904","created":1757000000,"model":"glm-4.5-flash","choices":[{"index":0,"finish_reason":"tool_calls","delta":{"role":"assistant","content":""}}],"usage":{"prompt_tokens":180,"completion_tokens":20,"total_tokens":200}}""", "[DONE]");

    /** A tool call of GLM-5: text before it, index 0, finish reason and usage in the next chunk. */
    public static final String TOOL_CALL_AFTER_TEXT = events("""
            {"id":"20260904","created":1757000000,"model":"glm-5","choices":[{"index":0,"delta":{"role":"assistant","content":"I add."}}]}""", """
            {"id":"20260904","created":1757000000,"model":"glm-5","choices":[{"index":0,"delta":{"role":"assistant","tool_calls":[{"id":"call_abc","index":0,"type":"function","function":{"name":"add","arguments":"{\\"a\\": 1, \\"b\\": 2}"}}]}}]}""", """
            {"id":"20260904","created":1757000000,"model":"glm-5","choices":[{"index":0,"finish_reason":"tool_calls","delta":{"role":"assistant","content":""}}],"usage":{"prompt_tokens":180,"completion_tokens":20,"total_tokens":200}}""", "[DONE]");

    /** Tool calls in fragments: id, type and name only in the first one. */
    public static final String TOOL_CALL_FRAGMENTS = events("""
            {"id":"c","choices":[{"index":0,"delta":{"role":"assistant","tool_calls":[{"index":0,"id":"call_1","type":"function","function":{"name":"weather","arguments":""}}]}}]}""", """
            {"id":"c","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\\"city\\":\\"Bei"}}]}}]}""", """
            {"id":"c","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"jing\\"}"}}]}}]}""", """
            {"id":"c","choices":[{"index":0,"delta":{"tool_calls":[{"index":1,"id":"call_2","type":"function","function":{"name":"clock","arguments":"{}"}}]}}]}""", """
            {"id":"c","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}""", "[DONE]");

    /** Moderation stops the answer: the delta has the role of the user, the findings are at the top level. */
    public static final String MODERATION_STOP = events("""
            {"id":"20260101","created":1767240000,"model":"glm-4-air","choices":[{"index":0,"finish_reason":"sensitive","delta":{"role":"user","content":""}}],"content_filter":[{"role":"user","level":1}]}""", "[DONE]");

    /** Overload, reported by an event in the middle of a stream. */
    public static final String ERROR_EVENT = events("""
            {"error":{"code":"1305","message":"该模型当前访问量过大，请您稍后再试"}}""");

    /** The same from a gateway. */
    public static final String ERROR_EVENT_OF_GATEWAY = "event: error\n" + events("""
            {"error":{"message":"upstream reset","type":"server_error","param":null,"code":null}}""");

    /** The same without event framing, with status 200. */
    public static final String ERROR_WITHOUT_EVENT = """
            {"error":{"code":"1301","message":"系统检测到输入或生成内容可能包含不安全或敏感内容"},"contentFilter":[{"level":1,"role":"assistant"}]}""";

    /** Comments, pings, empty chunks and chunks without content; one after the end. The answer has no text. */
    public static final String NOISE = """
            : keep-alive

            : OPENROUTER PROCESSING

            event: ping
            data: {"type":"ping"}

            data:

            data: {"id":"","object":"","created":0,"model":"","system_fingerprint":null,"choices":null,"usage":null}

            data: {"id":"c","choices":[{"index":0,"delta":{"role":null,"content":null,"reasoning_content":null,"tool_calls":null,"audio":null},"finish_reason":null}],"usage":null}

            data: {"id":"c","choices":[{"index":0,"finish_reason":null}]}

            data: [DONE]

            data: {"choices":[],"cost":"0"}

            """;

    /** A proxy that lost the end of one event and joined it with the next one. */
    public static final String GLUED_EVENTS =
            "data: {\"id\":\"secret-c\",\"object\":\"chat.cdata: {\"id\":\"secret-c\",\"choices\":[]}\n\n";

    private static final String TEXT_CHUNK = """
            {"id":"c","choices":[{"index":0,"delta":{"content":"Hi"}}]}""";
    private static final String FINISH_CHUNK = """
            {"id":"c","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""";

    /** A whole answer. */
    public static final String ENDS_WITH_FINISH_AND_DONE = events(TEXT_CHUNK, FINISH_CHUNK, "[DONE]");

    /** Another whole answer. */
    public static final String ENDS_WITH_FINISH = events(TEXT_CHUNK, FINISH_CHUNK);

    /** A whole answer with an unknown finish reason. */
    public static final String ENDS_WITH_DONE = events(TEXT_CHUNK, "[DONE]");

    /** A truncated answer. */
    public static final String ENDS_WITH_NEITHER = events(TEXT_CHUNK);

    /** Not an answer. */
    public static final String ENDS_WITHOUT_EVENT = ": keep-alive\n\n";

    /** An audio answer: text in deltas, the audio in a late chunk. */
    public static final String VOICE = events("""
            {"id":"v","created":1767240000,"model":"glm-4-voice","choices":[{"index":0,"delta":{"role":"assistant","content":"Good "}}]}""", """
            {"id":"v","created":1767240000,"model":"glm-4-voice","choices":[{"index":0,"delta":{"role":"assistant","content":"day"}}]}""", """
            {"id":"v","created":1767240000,"model":"glm-4-voice","choices":[{"index":0,"finish_reason":"stop","delta":{"role":"assistant","audio":{"id":"a-1","data":"UklGRiQ=","expires_at":1767243600}}}]}""", "[DONE]");

    private Transcripts() {}

    /** Events with these data, in the framing of the platform. */
    public static String events(String... data) {
        StringBuilder stream = new StringBuilder();
        List.of(data).forEach(json -> stream.append("data: ").append(json).append("\n\n"));
        return stream.toString();
    }
}
