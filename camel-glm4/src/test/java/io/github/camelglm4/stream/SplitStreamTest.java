package io.github.camelglm4.stream;

import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.github.camelglm4.testing.GlmJson;
import io.github.camelglm4.testing.Reply;
import io.github.camelglm4.testing.Transcripts;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A split routes one message per chunk when it is received, with its data in headers. */
class SplitStreamTest extends StreamTestSupport {

    private static final String YAML = """
            - from:
                uri: direct:yaml
                steps:
                  - to:
                      uri: glm4:GLM-4-Air
                      parameters:
                        stream: true
                  - split:
                      simple: "${body}"
                      streaming: true
                      steps:
                        - process:
                            ref: seen
                        - to: mock:chunk
            """;

    /** Completed by the route, one after the other, when chunks reach it. */
    private final List<CompletableFuture<Void>> seen =
            Stream.generate(CompletableFuture<Void>::new).limit(8).toList();

    @Override
    protected RoutesBuilder createRouteBuilder() throws Exception {
        context.getRegistry().bind("seen", (org.apache.camel.Processor) this::see);
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("split.yaml", YAML));
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:split")
                        .to(STREAMED)
                        .split(body())
                        .streaming()
                        .process(SplitStreamTest.this::see)
                        .to("mock:chunk");
                from("direct:parallel")
                        .to(STREAMED)
                        .split(body())
                        .streaming()
                        .parallelProcessing()
                        .to("mock:chunk");
                from("direct:whole").to(STREAMED).split(body()).to("mock:chunk");
            }
        };
    }

    private void see(Exchange chunk) {
        seen.get(chunk.getMessage().getHeader("CamelGlm4ChunkIndex", Integer.class))
                .complete(null);
    }

    /** Each event is sent only after the route has processed the previous one. */
    private Reply oneByOne(String... texts) {
        Reply reply = Reply.stream();
        for (int i = 0; i < texts.length; i++) {
            reply = reply.event(GlmJson.delta(texts[i])).await(seen.get(i));
        }
        return ended(reply);
    }

    private List<Message> chunks() {
        return getMockEndpoint("mock:chunk").getExchanges().stream()
                .map(Exchange::getMessage)
                .toList();
    }

    private List<Object> chunkHeaders(String name) {
        return chunks().stream().map(chunk -> chunk.getHeader(name)).toList();
    }

    private List<Object> chunkBodies() {
        return chunks().stream().map(Message::getBody).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct:split", "direct:yaml"})
    void routesEachChunkBeforeTheNextIsSent(String route) {
        server.enqueue(oneByOne("Hello", " ", "world", "\n"));

        CompletableFuture<Exchange> asked =
                template.asyncSend(route, exchange -> exchange.getMessage().setBody("hi"));

        assertThat(asked)
                .succeedsWithin(SOON)
                .extracting(Exchange::getException)
                .isNull();
        assertThat(chunkBodies()).containsExactly("Hello", " ", "world", "\n", "");
        assertThat(chunkHeaders("CamelGlm4ChunkIndex")).containsExactly(0, 1, 2, 3, 4);
        assertThat(chunkHeaders("CamelGlm4ChunkType")).containsExactly("text", "text", "text", "text", "end");
    }

    @Test
    void givesEachChunkTheHeadersOfTheAskingMessageAndItsOwn() {
        server.enqueue(Reply.completionStream("Hello").header("X-LOG-ID", "log-1"));

        ask("direct:split", "hi", Map.of("mine", "stays"));

        assertThat(chunks().get(0).getHeaders())
                .containsOnly(
                        entry("mine", "stays"),
                        entry("CamelGlm4RequestModel", "GLM-4-Air"),
                        entry("CamelGlm4ResponseModel", "glm-4"),
                        entry("CamelGlm4ResponseId", "8239375684858666781"),
                        entry("CamelGlm4ServerRequestId", "log-1"),
                        entry("CamelGlm4Attempts", 1),
                        entry("CamelGlm4ChunkIndex", 0),
                        entry("CamelGlm4ChunkType", "text"));
    }

    @Test
    void endsWithAnEmptyMessageThatTellsOfTheWholeAnswer() {
        server.enqueue(Reply.completionStream("Hello"));

        ask("direct:split", "hi", Map.of("mine", "stays"));

        Message end = chunks().get(1);
        assertThat(end.getBody()).isEqualTo("");
        assertThat(end.getHeaders())
                .contains(
                        entry("mine", "stays"),
                        entry("CamelGlm4ChunkType", "end"),
                        entry("CamelGlm4FinishReason", "stop"),
                        entry("CamelGlm4ResponseId", "8239375684858666781"),
                        entry("CamelGlm4PromptTokens", 12L),
                        entry("CamelGlm4CompletionTokens", 7L),
                        entry("CamelGlm4TotalTokens", 19L));
    }

    @Test
    void bringsReasoningInTheHeaderOfItsOwnChunks() {
        server.enqueue(Reply.of(200, "text/event-stream", Transcripts.REASONING));

        ask("direct:split", "hi");

        assertThat(chunkHeaders("CamelGlm4ChunkType")).containsExactly("reasoning", "text", "end");
        assertThat(chunkBodies()).containsExactly("", "\nHello", "");
        assertThat(chunkHeaders("CamelGlm4ReasoningContent")).containsExactly("\nThe user", null, null);
        assertThat(chunks().get(2).getHeader("CamelGlm4ReasoningTokens")).isEqualTo(6L);
        assertThat(chunks().get(2).getHeader("CamelGlm4CachedTokens")).isEqualTo(4L);
    }

    @Test
    void tellsOfToolCallsByTheTypeOfTheirChunks() {
        server.enqueue(Reply.of(200, "text/event-stream", Transcripts.TOOL_CALL_AFTER_TEXT));

        ask("direct:split", "hi");

        assertThat(chunkHeaders("CamelGlm4ChunkType")).containsExactly("text", "tool", "end");
        assertThat(chunkBodies()).containsExactly("I add.", "", "");
        assertThat(chunks().get(2).getHeader("CamelGlm4FinishReason")).isEqualTo("tool_calls");
    }

    @Test
    void routesEveryChunkOnceWhenSplitInParallel() throws Exception {
        String[] texts = IntStream.range(0, 200).mapToObj(i -> i + " ").toArray(String[]::new);
        server.enqueue(Reply.completionStream(texts));
        getMockEndpoint("mock:chunk").expectedMessageCount(texts.length + 1);

        Exchange asked = ask("direct:parallel", "hi");

        assertThat(asked.getException()).isNull();
        getMockEndpoint("mock:chunk").assertIsSatisfied();
        assertThat(chunks())
                .allSatisfy(chunk -> assertThat(chunk.getBody(String.class))
                        .isEqualTo(
                                "end".equals(chunk.getHeader("CamelGlm4ChunkType"))
                                        ? ""
                                        : chunk.getHeader("CamelGlm4ChunkIndex") + " "));
        assertThat(chunkHeaders("CamelGlm4ChunkIndex")).doesNotHaveDuplicates();
    }

    @Test
    void splitsAWholeAnswerWithoutStreamingToo() throws Exception {
        server.enqueue(Reply.completionStream("Hello", " ", "world"));

        Exchange asked = ask("direct:whole", "hi");

        assertThat(asked.getException()).isNull();
        assertThat(chunkBodies()).containsExactly("Hello", " ", "world", "");
        getMockEndpoint("mock:chunk").assertIsSatisfied(TimeUnit.SECONDS.toMillis(1));
    }

    @Test
    void dropsWhatAnEarlierCallLeftInTheHeaders() {
        server.enqueue(Reply.completionStream("Hello"));

        Exchange asked = ask(
                "direct:split",
                "hi",
                Map.of(
                        "CamelGlm4FinishReason", "length",
                        "CamelGlm4ReasoningContent", "old",
                        "CamelGlm4TotalTokens", 3L,
                        "CamelGlm4ChunkType", "end",
                        "CamelGlm4ChunkIndex", 7));

        assertThat(chunks().get(0).getHeaders())
                .doesNotContainKeys("CamelGlm4FinishReason", "CamelGlm4ReasoningContent", "CamelGlm4TotalTokens");
        assertThat(asked.getMessage().getHeaders())
                .doesNotContainKeys(
                        "CamelGlm4FinishReason",
                        "CamelGlm4ReasoningContent",
                        "CamelGlm4TotalTokens",
                        "CamelGlm4ChunkType",
                        "CamelGlm4ChunkIndex")
                .containsEntry("CamelGlm4Attempts", 1);
    }
}
