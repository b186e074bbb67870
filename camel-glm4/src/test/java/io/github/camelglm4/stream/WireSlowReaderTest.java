package io.github.camelglm4.stream;

import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.camelglm4.ChatCompletionStream;
import io.github.camelglm4.error.Glm4TruncatedException;
import io.github.camelglm4.testing.RecordedRequest;
import io.github.camelglm4.testing.Reply;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.camel.Message;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A reader that is slower than the service gets every chunk, even those received before the connection closed. */
class WireSlowReaderTest extends WireTestSupport {

    private static final int CHUNKS = 2_000;

    private static Stream<Arguments> endings() {
        return Stream.of(
                Arguments.of(
                        "end and close",
                        "stop",
                        many("x")
                                .event(finish("stop"))
                                .event("[DONE]")
                                .lastChunk()
                                .close()),
                Arguments.of("[DONE] and close", null, many("x").event("[DONE]").close()),
                Arguments.of(
                        "finish reason and close",
                        "stop",
                        many("x").event(finish("stop")).close()),
                Arguments.of("close", "cut", many("x").close()),
                Arguments.of(
                        "end without a reason and close",
                        "cut",
                        many("x").lastChunk().close()));
    }

    private static Reply many(String text) {
        return Reply.stream().repeatEvent(delta(text), CHUNKS);
    }

    @ParameterizedTest(name = "2,000 chunks, {0}")
    @MethodSource("endings")
    void getsWhatWasSentBeforeTheConnectionWasClosed(String name, String reason, Reply reply) throws Exception {
        server.enqueue(reply);
        Iterator<Message> chunks = open("").iterator();
        assertThat(chunks.next().getBody()).isEqualTo("x");
        server.takeRequest(SOON).connectionClosed().get(SOON.toSeconds(), TimeUnit.SECONDS);

        readsAllAndThen(reason, chunks, "x", 0);
    }

    @ParameterizedTest(name = "2,000 chunks of 2,000 characters, {0}")
    @MethodSource("longEndings")
    void getsWhatIsSentWhileItReads(String name, String reason, Reply reply) {
        server.enqueue(reply);
        String text = "x".repeat(2_000);
        Iterator<Message> chunks = open("").iterator();
        assertThat(chunks.next().getBody()).isEqualTo(text);

        readsAllAndThen(reason, chunks, text, 20_000);
    }

    private static Stream<Arguments> longEndings() {
        Reply sent = many("x".repeat(2_000));
        return Stream.of(
                Arguments.of(
                        "finish reason and close",
                        "stop",
                        sent.event(finish("stop")).close()),
                Arguments.of("close", "cut", sent.close()));
    }

    private static void readsAllAndThen(String reason, Iterator<Message> chunks, String text, long nanosEach) {
        for (int i = 1; i < CHUNKS; i++) {
            Message chunk = chunks.next();
            assertThat(chunk.getBody()).isEqualTo(text);
            assertThat(chunk.getHeader("CamelGlm4ChunkIndex")).isEqualTo(i);
            LockSupport.parkNanos(nanosEach);
        }
        if ("cut".equals(reason)) {
            assertThatThrownBy(chunks::next)
                    .isInstanceOfSatisfying(
                            Glm4TruncatedException.class,
                            failure -> assertThat(failure.getText()).hasSize(CHUNKS * text.length()));
        } else {
            Message end = chunks.next();
            assertThat(end.getHeader("CamelGlm4ChunkType")).isEqualTo("end");
            assertThat(end.getHeader("CamelGlm4FinishReason")).isEqualTo(reason);
        }
        assertThat(chunks.hasNext()).isFalse();
    }

    @Tag("timing")
    @Test
    void doesNotTripTheIdleTimeoutWhileItRests() {
        server.enqueue(Reply.stream()
                .repeatEvent(delta("x".repeat(10_000)), 1_000)
                .event("[DONE]")
                .lastChunk());
        Iterator<Message> chunks = open("&idleTimeout=300").iterator();
        RecordedRequest request = server.takeRequest(SOON);
        chunks.next();
        long held = whatIsWrittenInTheEnd(request);

        await().during(Duration.ofMillis(900)).atMost(SOON).until(() -> request.bytesWritten() == held);

        int more = 0;
        while (chunks.hasNext()) {
            chunks.next();
            more++;
        }
        assertThat(more).isEqualTo(1_000);
    }

    @Tag("timing")
    @Test
    void holdsUpTheService() {
        server.enqueue(Reply.stream().repeatEvent(delta("x"), Reply.FOREVER));
        ChatCompletionStream stream = open("");
        RecordedRequest request = server.takeRequest(SOON);
        stream.iterator().next();

        assertThat(whatIsWrittenInTheEnd(request)).isLessThan(16_000_000);
        assertThat(server.openConnections()).isEqualTo(1);
        stream.close();
        server.awaitOpenConnections(0, SOON);
    }

    private ChatCompletionStream open(String options) {
        return template.requestBody("glm4:a?stream=true" + options, "hi", ChatCompletionStream.class);
    }
}
