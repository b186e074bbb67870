package io.github.camelglm4.serving;

import io.github.camelglm4.error.FailureDetails;
import io.github.camelglm4.error.Glm4RateLimitException;
import io.github.camelglm4.testing.Reply;
import io.github.camelglm4.testing.Transcripts;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.BeforeEach;

/** The routes that clients of other makers ask: two behind the scripted server, the others by themselves. */
abstract class ForeignClientTestSupport extends ServingTestSupport {

    static final String API_KEY = "sk-of-a-caller";

    private static final String TOOL_CALL = """
            {"id":"1","created":1,"model":"glm-4-plus","choices":[{"index":0,"finish_reason":"tool_calls","message":
             {"role":"assistant","content":"","tool_calls":[{"id":"call_1","index":0,"type":"function",
              "function":{"name":"weather","arguments":"{\\"city\\":\\"Beijing\\"}"}}]}}],
             "usage":{"prompt_tokens":170,"completion_tokens":14,"total_tokens":184}}""";

    private static final String QUERY = "?serverApiKeys=somebody:" + API_KEY;

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("glm4:proxy" + QUERY).to("glm4:GLM-4-Air");
                from("glm4:tools" + QUERY).to("glm4:GLM-4-Plus");
                from("glm4:org/slashed" + QUERY).setBody(constant("here"));
                from("glm4:words" + QUERY).process(e -> e.getMessage().setBody(List.of("one ", "two ", "three")));
                from("glm4:endless" + QUERY)
                        .process(e -> e.getMessage()
                                .setBody(Stream.generate(() -> "on ").iterator()));
                from("glm4:breaks" + QUERY).process(e -> e.getMessage().setBody(breaking()));
                from("glm4:busy" + QUERY).process(e -> {
                    throw busy();
                });
            }
        };
    }

    @BeforeEach
    void answerAsTheServiceDoes() {
        server.otherwise(request -> {
            boolean streamed = Boolean.TRUE.equals(request.json().get("stream"));
            if ("GLM-4-Plus".equals(request.json().get("model"))) {
                return streamed
                        ? Reply.stream().chunk(Transcripts.TOOL_CALL_FRAGMENTS).lastChunk()
                        : Reply.json(TOOL_CALL);
            }
            return streamed ? Reply.completionStream("Hello", " 世界") : Reply.completion("Hello 世界");
        });
    }

    private static Iterator<String> breaking() {
        return Stream.of("begun", "")
                .map(text -> {
                    if (text.isEmpty()) {
                        throw new IllegalStateException("it broke");
                    }
                    return text;
                })
                .iterator();
    }

    private static Glm4RateLimitException busy() {
        return new Glm4RateLimitException(
                "too many", null, new FailureDetails(429, "1302", null, null, Duration.ofSeconds(7), 1, null));
    }
}
