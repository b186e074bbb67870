package io.github.camelglm4.toolroute;

import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.camelglm4.CallerCancellation;
import io.github.camelglm4.ChatCompletionStream;
import io.github.camelglm4.Glm4Headers;
import io.github.camelglm4.Glm4Properties;
import io.github.camelglm4.chat.ChatCompletion;
import io.github.camelglm4.error.Glm4ConnectionException;
import io.github.camelglm4.error.Glm4RateLimitException;
import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.error.Glm4TimeoutException;
import io.github.camelglm4.error.Glm4ToolException;
import io.github.camelglm4.testing.GlmJson;
import io.github.camelglm4.testing.RecordedRequest;
import io.github.camelglm4.testing.Reply;
import io.github.camelglm4.toolroute.HeldTool.Held;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Text is streamed as it arrives, with tool calls in between; the last element has the complete answer. */
@Timeout(60)
class ToolStreamTest extends ToolTestSupport {

    private static final String STREAMED = "stream=true&tools=clock,held";

    private final HeldTool held = new HeldTool();
    private final BlockingQueue<Message> chunks = new LinkedBlockingQueue<>();

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("glm4-tool:clock").setBody(constant("noon"));
                from("glm4-tool:held").process(held);
                from("direct:split")
                        .to(MODEL + STREAMED)
                        .split(body())
                        .streaming()
                        .to("direct:chunk");
                from("direct:chunk").process(e -> chunks.add(e.getMessage().copy()));
            }
        };
    }

    @AfterEach
    void letTheToolsGo() {
        held.letGo();
    }

    @Test
    void textIsRoutedWhileTheToolRuns() throws Exception {
        server.enqueue(streamedCall(List.of("I ", "look."), "c1", "held"), Reply.completionStream("It is ", "there."));
        CompletableFuture<Exchange> asking =
                template.asyncSend("direct:split", e -> e.getMessage().setBody("hi"));
        Held tool = held.next(SOON);

        assertThat(List.of(chunk(), chunk())).extracting(Message::getBody).containsExactly("I ", "look.");
        assertThat(chunk().getHeader(Glm4Headers.CHUNK_TYPE)).isEqualTo("tool");
        assertThat(asking).isNotDone();
        assertThat(server.requests()).hasSize(1);
        tool.reply().complete("found");

        assertThat(asking.get().getException()).isNull();
        assertThat(List.of(chunk(), chunk())).extracting(Message::getBody).containsExactly("It is ", "there.");
        Message end = chunk();
        assertThat(end.getHeaders())
                .containsEntry(Glm4Headers.CHUNK_TYPE, "end")
                .containsEntry(Glm4Headers.CHUNK_INDEX, 5)
                .containsEntry(Glm4Headers.FINISH_REASON, "stop")
                .containsEntry(Glm4Headers.TOOL_ROUNDS, 1)
                .containsEntry(Glm4Headers.ATTEMPTS, 2)
                .containsEntry(Glm4Headers.PROMPT_TOKENS, 10L + 12)
                .containsEntry(Glm4Headers.COMPLETION_TOKENS, 5L + 7);
        request();
        RecordedRequest second = request();
        assertThat(second.json()).containsEntry("stream", true);
        assertThat(messages(second).get(1)).containsEntry("content", "I look.");
        assertThat(results(second)).containsExactly("found");
    }

    @Test
    void pushedTextFlowsTooAndTheMessageGoesOnAsIfItWereNotStreamed() throws Exception {
        server.enqueue(
                streamedCall(List.of("I look."), "c1", "held"),
                streamedCall(List.of(), "c2", "clock"),
                Reply.completionStream("It is ", "there."));
        CompletableFuture<Exchange> asking = template.asyncSend(
                MODEL + "streamTo=direct:chunk&tools=clock,held",
                e -> e.getMessage().setBody("hi"));
        Held tool = held.next(SOON);
        assertThat(chunk().getBody()).isEqualTo("I look.");
        tool.reply().complete("found");

        Exchange exchange = asking.get();

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isEqualTo("It is there.");
        assertThat(exchange.getMessage().getHeaders())
                .containsEntry(Glm4Headers.TOOL_ROUNDS, 2)
                .containsEntry(Glm4Headers.ATTEMPTS, 3)
                .containsEntry(Glm4Headers.TOTAL_TOKENS, 15L + 15 + 19);
        assertThat(exchange.getProperty(Glm4Properties.TOOL_TRACE, List.class)).hasSize(2);
        assertThat(chunks)
                .extracting(chunk -> chunk.getHeader(Glm4Headers.CHUNK_INDEX))
                .containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void theWholeIsTheLastAnswerWithWhatAllCost() {
        server.enqueue(streamedCall(List.of("I look."), "c1", "clock"), Reply.completionStream("It is ", "there."));

        ChatCompletionStream stream = open(STREAMED);
        ChatCompletion whole = stream.whole();

        assertThat(whole.text()).isEqualTo("It is there.");
        assertThat(stream.text()).isEqualTo("It is there.");
        assertThat(whole.usage().totalTokens()).isEqualTo(15 + 19);
        assertThat(bodies(stream)).containsExactly("I look.", "", "It is ", "there.", "");
    }

    @Test
    void asInputStreamItIsTheTextOfAllAnswers() throws IOException {
        server.enqueue(streamedCall(List.of("I look. "), "c1", "clock"), Reply.completionStream("It is ", "there."));

        assertThat(new String(open(STREAMED).inputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("I look. It is there.");
    }

    @Test
    void theTraceGrowsWhileTheStreamIsRead() {
        server.enqueue(streamedCall(List.of("I look."), "c1", "held"), Reply.completionStream("ok"));
        Exchange exchange = answered(STREAMED);
        List<?> trace = exchange.getProperty(Glm4Properties.TOOL_TRACE, List.class);
        assertThat(trace).isEmpty();
        Iterator<Message> reader =
                exchange.getMessage().getBody(ChatCompletionStream.class).iterator();
        assertThat(reader.next().getBody()).isEqualTo("I look.");
        reader.next();
        held.next(SOON).reply().complete("found");

        assertThat(reader.next().getBody()).isEqualTo("ok");

        assertThat(trace)
                .extracting(entry -> (Object) ((Map<?, ?>) entry).get("result"))
                .containsExactly("found");
    }

    @Test
    void aFailureBeforeTheFirstChunkIsTheMessages() {
        server.enqueue(Reply.error(400, "1210", "bad"));

        assertThat(failure(ask(MODEL + STREAMED, "hi"))).isInstanceOf(Glm4RequestException.class);
    }

    @Test
    void aFailureOfALaterRequestComesAfterTheTextThatCame() {
        server.enqueue(streamedCall(List.of("I look."), "c1", "clock"), Reply.error(429, "1302", "slow down"));

        Iterator<Message> reader = open(STREAMED + "&maxRetries=0").iterator();

        assertThat(reader.next().getBody()).isEqualTo("I look.");
        reader.next();
        assertThatThrownBy(reader::next).isInstanceOf(Glm4RateLimitException.class);
    }

    @Test
    void laterRequestsAreRetriedLikeTheFirst() {
        server.enqueue(
                streamedCall(List.of(), "c1", "clock"),
                Reply.error(429, "1302", "slow down"),
                Reply.completionStream("ok"));

        assertThat(open(STREAMED).text()).isEqualTo("ok");
    }

    @Test
    void roundsWithoutEndAreAFailureOfTheStream() {
        server.otherwise(streamedCall(List.of("again "), "c", "clock"));

        Iterator<Message> reader = open(STREAMED + "&maxToolRounds=1").iterator();

        assertThat(List.of(reader.next(), reader.next(), reader.next()))
                .extracting(Message::getBody)
                .containsExactly("again ", "", "again ");
        reader.next();
        assertThatThrownBy(reader::next).isInstanceOf(Glm4ToolException.class);
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void toCloseItWhileAToolRunsEndsAll() {
        server.enqueue(streamedCall(List.of("I look."), "c1", "held"));
        ChatCompletionStream stream = open(STREAMED);
        Iterator<Message> reader = stream.iterator();
        reader.next();
        reader.next();
        Held tool = held.next(SOON);

        stream.close();

        assertThat(tool.gone()).succeedsWithin(SOON);
        tool.reply().complete("late");
        assertThatThrownBy(reader::next).hasMessageContaining("closed");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void toCloseItWhileTheNextAnswerIsAwaitedCancelsThatRequest() {
        server.enqueue(
                streamedCall(List.of("I look."), "c1", "clock"), Reply.raw().never());
        ChatCompletionStream stream = open(STREAMED);
        stream.completion();
        server.awaitRequests(2, SOON);

        stream.close();

        request();
        assertThat(request().connectionClosed()).succeedsWithin(SOON);
    }

    @Test
    void toCloseItInTheMiddleOfALaterAnswerCancelsThatRequest() {
        server.enqueue(
                streamedCall(List.of(), "c1", "clock"),
                Reply.stream().event(GlmJson.delta("It")).never());
        ChatCompletionStream stream = open(STREAMED);
        Iterator<Message> reader = stream.iterator();
        reader.next();
        assertThat(reader.next().getBody()).isEqualTo("It");

        stream.close();

        request();
        assertThat(request().connectionClosed()).succeedsWithin(SOON);
    }

    @Test
    void aStreamThatNobodyReadsIsGivenUpWithItsTools() {
        server.enqueue(streamedCall(List.of("I look."), "c1", "held"));
        ChatCompletionStream stream = open(STREAMED + "&abandonTimeout=100");
        Held tool = held.next(SOON);

        assertThat(tool.gone()).succeedsWithin(SOON);
        assertThatThrownBy(() -> stream.iterator().next()).isInstanceOf(Glm4TimeoutException.class);
    }

    @Test
    void aCallerThatGoesWhileAToolRunsEndsTheStream() {
        server.enqueue(streamedCall(List.of("I look."), "c1", "held"));
        CompletableFuture<Void> callerGone = new CompletableFuture<>();
        Exchange exchange = template.send(MODEL + STREAMED, e -> {
            e.setProperty(Glm4Properties.CALLER_GONE, new CallerCancellation(callerGone, null));
            e.getMessage().setBody("hi");
        });
        Iterator<Message> reader =
                exchange.getMessage().getBody(ChatCompletionStream.class).iterator();
        reader.next();
        reader.next();
        Held tool = held.next(SOON);

        callerGone.complete(null);

        assertThat(tool.gone()).succeedsWithin(SOON);
        assertThatThrownBy(reader::next).isInstanceOf(Glm4ConnectionException.class);
    }

    @Test
    void aComponentThatStopsWhileAToolRunsEndsTheStream() {
        server.enqueue(streamedCall(List.of("I look."), "c1", "held"));
        Iterator<Message> reader = open(STREAMED).iterator();
        reader.next();
        reader.next();
        Held tool = held.next(SOON);

        context.getComponent("glm4").stop();

        assertThat(tool.gone()).isCompleted();
        assertThatThrownBy(reader::next).isInstanceOf(Glm4ConnectionException.class);
    }

    @Test
    void aSlowReaderHoldsUpTheServiceInEveryAnswer() {
        server.enqueue(
                streamedCall(List.of(), "c1", "clock"),
                Reply.stream().repeatEvent(GlmJson.delta("x".repeat(100)), Reply.FOREVER));
        ChatCompletionStream stream = open(STREAMED);
        Iterator<Message> reader = stream.iterator();
        reader.next();
        reader.next();
        server.awaitRequests(2, SOON);
        request();
        RecordedRequest second = request();
        long[] before = {-1};
        await().pollInterval(Duration.ofMillis(200)).atMost(SOON).until(() -> {
            boolean same = before[0] == second.bytesWritten();
            before[0] = second.bytesWritten();
            return same;
        });

        reader.next();
        for (int i = 0; i < 100_000; i++) {
            reader.next();
        }

        assertThat(second.bytesWritten()).isGreaterThan(before[0]);
        stream.close();
    }

    /** A streamed answer with these texts, then a call; it costs 10 and 5 tokens. */
    private static Reply streamedCall(List<String> texts, String id, String tool) {
        Reply reply = Reply.stream();
        for (String text : texts) {
            reply = reply.event(GlmJson.delta(text));
        }
        return reply.event("{\"id\":\"a\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"tool_calls\":["
                        + "{\"id\":\"" + id + "\",\"index\":-1,\"type\":\"function\",\"function\":{\"name\":\"" + tool
                        + "\",\"arguments\":\"{}\"}}]}}]}")
                .event("{\"id\":\"a\",\"choices\":[{\"index\":0,\"finish_reason\":\"tool_calls\",\"delta\":{}}],"
                        + "\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":5,\"total_tokens\":15}}")
                .event("[DONE]")
                .lastChunk();
    }

    private ChatCompletionStream open(String options) {
        return answered(options).getMessage().getBody(ChatCompletionStream.class);
    }

    private Message chunk() throws InterruptedException {
        Message chunk = chunks.poll(SOON.toMillis(), TimeUnit.MILLISECONDS);
        assertThat(chunk).as("a chunk").isNotNull();
        return chunk;
    }

    private static List<Object> bodies(ChatCompletionStream stream) {
        List<Object> bodies = new ArrayList<>();
        stream.forEach(chunk -> bodies.add(chunk.getBody()));
        return bodies;
    }
}
