package io.github.camelglm4.serving;

import static io.github.camelglm4.testing.Patience.LATER;

import io.github.camelglm4.error.FailureDetails;
import io.github.camelglm4.error.Glm4RateLimitException;
import io.github.camelglm4.json.Json;
import io.github.camelglm4.testing.GlmJson;
import io.github.camelglm4.testing.RecordedRequest;
import io.github.camelglm4.testing.Reply;
import io.github.camelglm4.testing.Transcripts;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.BeforeEach;

/** The routes that clients of other makers ask: some ask the scripted server, the others answer by themselves. */
abstract class ForeignClientTestSupport extends ServingTestSupport {

    static final String API_KEY = "sk-of-a-caller";

    private static final String TOOL_CALL = """
            {"id":"1","created":1,"model":"glm-4-plus","choices":[{"index":0,"finish_reason":"tool_calls","message":
             {"role":"assistant","content":"","tool_calls":[{"id":"call_1","index":0,"type":"function",
              "function":{"name":"weather","arguments":"{\\"city\\":\\"Beijing\\"}"}}]}}],
             "usage":{"prompt_tokens":170,"completion_tokens":14,"total_tokens":184}}""";

    private static final String QUERY = "?serverApiKeys=somebody:" + API_KEY;

    private final List<CompletableFuture<Void>> wordsRead =
            List.of(new CompletableFuture<>(), new CompletableFuture<>());

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("glm4:proxy" + QUERY).to("glm4:GLM-4-Air");
                from("glm4-embedding:vectors" + QUERY).to("glm4-embedding:embedding-3");
                from("glm4:tools" + QUERY).to("glm4:GLM-4-Plus");
                from("glm4:paced" + QUERY).to("glm4:paced");
                from("glm4:next-word" + QUERY).process(e -> e.getMessage().setBody(sayNextWord()));
                from("glm4:unfinished" + QUERY).to("glm4:unfinished");
                from("glm4:end-of-unfinished" + QUERY)
                        .process(e -> e.getMessage().setBody(awaitEndOfUnfinished()));
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
            return switch ((String) request.json().get("model")) {
                case "embedding-3" -> vectors((List<?>) request.json().get("input"));
                case "GLM-4-Plus" -> toolAnswer(request, streamed);
                case "paced" -> paced();
                case "unfinished" -> Reply.stream().event(GlmJson.delta("Once")).never();
                default -> streamed ? Reply.completionStream("Hello", " 世界") : Reply.completion("Hello 世界");
            };
        });
    }

    /** The vector of a text is its length, and a number that no binary fraction is equal to. */
    private static Reply vectors(List<?> texts) {
        List<Map<String, Object>> data = IntStream.range(0, texts.size())
                .mapToObj(i -> Map.<String, Object>of(
                        "index", i, "embedding", List.of(texts.get(i).toString().length(), 0.1)))
                .toList();
        Map<String, Object> usage = Map.of("prompt_tokens", 9, "completion_tokens", 0, "total_tokens", 9);
        return Reply.json(Json.writeText(Map.of("data", data, "usage", usage)));
    }

    /** A call, and when its result is there, what the model makes of it. */
    private static Reply toolAnswer(RecordedRequest request, boolean streamed) {
        if (request.text().contains("\"role\":\"tool\"")) {
            return streamed ? Reply.completionStream("It rains") : Reply.completion("It rains");
        }
        return streamed ? Reply.stream().chunk(Transcripts.TOOL_CALL_FRAGMENTS).lastChunk() : Reply.json(TOOL_CALL);
    }

    /** Sends each word only after its reader has confirmed the previous one. */
    private Reply paced() {
        return Reply.stream()
                .event(GlmJson.delta("one "))
                .await(wordsRead.get(0))
                .event(GlmJson.delta("two "))
                .await(wordsRead.get(1))
                .event(GlmJson.delta("three"))
                .event(GlmJson.lastDelta())
                .event("[DONE]")
                .lastChunk();
    }

    String sayNextWord() {
        wordsRead.stream().filter(word -> !word.isDone()).findFirst().ifPresent(word -> word.complete(null));
        return "said";
    }

    /** Waits until the connection on which the model was asked is closed: it never ends its answer by itself. */
    private static String awaitEndOfUnfinished() throws Exception {
        for (RecordedRequest request : server.requests()) {
            if ("unfinished".equals(request.json().get("model"))) {
                request.connectionClosed().get(LATER.toSeconds(), TimeUnit.SECONDS);
                return "its call has ended";
            }
        }
        return "it was not asked";
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
                "too many", null, new FailureDetails(429, "1302", null, null, Duration.ofSeconds(7), 1, null, null));
    }
}
