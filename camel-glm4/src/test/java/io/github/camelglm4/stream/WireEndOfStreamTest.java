package io.github.camelglm4.stream;

import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelglm4.ChatCompletionStream;
import io.github.camelglm4.error.Glm4TruncatedException;
import io.github.camelglm4.testing.Reply;
import io.github.camelglm4.testing.Transcripts;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An answer with a finish reason or {@code [DONE]} is complete, however its connection ends; others are cut off. */
class WireEndOfStreamTest extends WireTestSupport {

    private static Stream<Arguments> wholeAnswers() {
        return Stream.of(
                        whole("finish reason and [DONE]", "stop", Transcripts.ENDS_WITH_FINISH_AND_DONE),
                        whole("finish reason only", "stop", Transcripts.ENDS_WITH_FINISH),
                        whole("[DONE] only", null, Transcripts.ENDS_WITH_DONE))
                .flatMap(endings -> endings);
    }

    private static Stream<Arguments> whole(String seen, String finishReason, String transcript) {
        return Stream.of(
                Arguments.of(seen, "end", finishReason, streamOf(transcript).lastChunk()),
                Arguments.of(seen, "close", finishReason, streamOf(transcript).close()),
                Arguments.of(
                        seen,
                        "end, close",
                        finishReason,
                        streamOf(transcript).lastChunk().close()),
                Arguments.of(seen, "no framing", finishReason, unframed(transcript)));
    }

    @ParameterizedTest(name = "{0}, then {1}")
    @MethodSource("wholeAnswers")
    void isWhole(String seen, String ending, String finishReason, Reply reply) {
        server.enqueue(reply, reply);

        for (Received received : List.of(pull(), push())) {
            assertThat(received.failure()).isNull();
            assertThat(received.text()).isEqualTo("Hi");
            assertThat(received.endHeader("CamelGlm4FinishReason")).isEqualTo(finishReason);
            assertThat(received.endHeader("CamelGlm4Attempts")).isEqualTo(1);
        }
    }

    private static Stream<Arguments> cutAnswers() {
        String cut = Transcripts.ENDS_WITH_NEITHER;
        return Stream.of(
                Arguments.of("end", streamOf(cut).lastChunk()),
                Arguments.of("close", streamOf(cut).close()),
                Arguments.of("end, close", streamOf(cut).lastChunk().close()),
                Arguments.of("no framing", unframed(cut)),
                Arguments.of("half an event", streamOf(cut + "data: [DO").close()));
    }

    @ParameterizedTest(name = "neither finish reason nor [DONE], then {0}")
    @MethodSource("cutAnswers")
    void isCut(String ending, Reply reply) {
        server.enqueue(reply, reply);

        for (Received received : List.of(pull(), push())) {
            assertThat(received.failure()).isInstanceOf(Glm4TruncatedException.class);
            assertThat(received.failure().getText()).isEqualTo("Hi");
            assertThat(received.failure().getAttempts()).isEqualTo(1);
            assertThat(received.failure().isRetryable()).isTrue();
            assertThat(received.text()).isEqualTo("Hi");
        }
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void doneWithoutALineEndCountsWhenTheConnectionCloses() {
        server.enqueue(unframed(Transcripts.ENDS_WITH_NEITHER + "data: [DONE]"));

        Received received = pull();

        assertThat(received.failure()).isNull();
        assertThat(received.text()).isEqualTo("Hi");
    }

    @Test
    void eventsAfterDoneAreNotRead() {
        String behind =
                Transcripts.events(delta("more"), finish("length"), "{\"choices\":[],\"cost\":\"0\"}", "no json");
        server.enqueue(
                streamOf(Transcripts.ENDS_WITH_FINISH_AND_DONE + behind).lastChunk(),
                streamOf(Transcripts.ENDS_WITH_FINISH_AND_DONE).chunk(behind).lastChunk(),
                streamOf(Transcripts.ENDS_WITH_FINISH_AND_DONE).chunk(behind).reset());

        for (int i = 0; i < 3; i++) {
            Received received = pull();

            assertThat(received.failure()).isNull();
            assertThat(received.text()).isEqualTo("Hi");
            assertThat(received.endHeader("CamelGlm4FinishReason")).isEqualTo("stop");
        }
    }

    @Test
    void theReaderHasItsEndAtOnceThoughTheConnectionIsLeftOpenAndThatIsClosedSoon() {
        server.enqueue(streamOf(Transcripts.ENDS_WITH_FINISH_AND_DONE).never());

        ChatCompletionStream stream = template.requestBody("glm4:a?stream=true", "hi", ChatCompletionStream.class);

        assertThat(stream.text()).isEqualTo("Hi");
        assertThat(server.openConnections()).isEqualTo(1);
        server.awaitOpenConnections(0, SOON);
    }

    @Test
    void anEndlessStreamAfterDoneIsClosedSoon() {
        server.enqueue(streamOf(Transcripts.ENDS_WITH_DONE).repeatEvent(delta("more"), Reply.FOREVER));

        assertThat(pull().text()).isEqualTo("Hi");
        server.awaitOpenConnections(0, SOON);
    }

    @Test
    void aStreamThatEndsByItselfLeavesItsConnectionForTheNext() {
        server.enqueue(
                streamOf(Transcripts.ENDS_WITH_FINISH_AND_DONE).lastChunk(),
                streamOf(Transcripts.ENDS_WITH_FINISH_AND_DONE).lastChunk());

        pull();
        await().atMost(SOON).until(() -> server.openConnections() == 1);
        pull();

        assertThat(server.connections()).isEqualTo(1);
    }

    /** As in HTTP/1.0: the end of the connection is the end of the body. */
    private static Reply unframed(String body) {
        return Reply.stream().without("Transfer-Encoding").bytes(body).close();
    }
}
