package io.github.camelglm4.stream;

import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.ChatCompletionStream;
import io.github.camelglm4.error.Glm4ContentFilterException;
import io.github.camelglm4.error.Glm4OverloadedException;
import io.github.camelglm4.error.Glm4TruncatedException;
import io.github.camelglm4.testing.GlmJson;
import io.github.camelglm4.testing.Reply;
import io.github.camelglm4.testing.Transcripts;
import java.util.Iterator;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A failure before the first chunk fails the exchange and may be retried; a regular end of a stream differs from a
 * truncated one.
 */
class StreamBeginAndEndTest extends StreamTestSupport {

    private static Reply events(String transcript) {
        return Reply.of(200, "text/event-stream", transcript);
    }

    @Test
    void goesOnWithTheFirstChunk() {
        server.enqueue(begun("Hello"));

        Iterator<Message> reader = open().iterator();

        assertThat(reader.next().getBody()).isEqualTo("Hello");
        assertThat(request().connectionClosed()).isNotDone();
    }

    @Test
    void retriesWhatFailsBeforeTheFirstChunk() {
        server.enqueue(
                Reply.error(503, "1305", "busy"),
                events(Transcripts.ENDS_WITHOUT_EVENT),
                Reply.completionStream("Hello"));

        Exchange asked = ask(STREAMED, "hi");

        assertThat(asked.getMessage().getBody(String.class)).isEqualTo("Hello");
        assertThat(asked.getMessage().getHeader("CamelGlm4Attempts")).isEqualTo(3);
    }

    @Test
    void failsTheExchangeWhenNoTryBegins() {
        server.otherwise(Reply.error(503, "1305", "busy"));

        Exchange asked = ask(STREAMED, "hi");

        assertThat(failure(asked)).isInstanceOf(Glm4OverloadedException.class);
        assertThat(asked.getMessage().getBody()).isEqualTo("hi");
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void failsTheExchangeWhenNoEventEverComes() {
        server.otherwise(events(Transcripts.ENDS_WITHOUT_EVENT));

        Exchange asked = ask(STREAMED, "hi");

        assertThat(failure(asked)).isInstanceOf(Glm4TruncatedException.class);
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void failsTheExchangeWhenTheFirstEventIsAnError() {
        server.enqueue(events(Transcripts.events(GlmJson.error("1301", "sensitive"))));

        Exchange asked = ask(STREAMED, "hi");

        assertThat(failure(asked)).isInstanceOf(Glm4ContentFilterException.class);
        assertThat(asked.getMessage().getBody()).isEqualTo("hi");
    }

    @ParameterizedTest
    @MethodSource
    void isWholeWithFinishReasonOrDone(String transcript) {
        server.enqueue(events(transcript));

        assertThat(bodies(open().iterator())).containsExactly("Hi", "");
    }

    static Stream<String> isWholeWithFinishReasonOrDone() {
        return Stream.of(
                Transcripts.ENDS_WITH_FINISH_AND_DONE, Transcripts.ENDS_WITH_FINISH, Transcripts.ENDS_WITH_DONE);
    }

    @Test
    void isCutWithNeitherFinishReasonNorDone() {
        server.enqueue(events(Transcripts.ENDS_WITH_NEITHER));
        ChatCompletionStream stream = open();
        Iterator<Message> reader = stream.iterator();

        assertThat(reader.next().getBody()).isEqualTo("Hi");
        assertThat(stream.completion())
                .failsWithin(SOON)
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(Glm4TruncatedException.class)
                .withMessageContaining("neither a finish reason nor [DONE]");
    }

    @Test
    void takesAWholeAnswerForAStreamOfOneChunk() {
        server.enqueue(Reply.completion("Hello world"));

        ChatCompletionStream stream = open();

        assertThat(bodies(stream.iterator())).containsExactly("Hello world", "");
        assertThat(stream.whole().usage().totalTokens()).isEqualTo(19);
    }
}
