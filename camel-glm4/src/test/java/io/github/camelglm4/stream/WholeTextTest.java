package io.github.camelglm4.stream;

import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelglm4.ChatCompletionStream;
import io.github.camelglm4.chat.ChatCompletion;
import io.github.camelglm4.error.Glm4ResponseException;
import io.github.camelglm4.testing.RecordedRequest;
import io.github.camelglm4.testing.Reply;
import io.github.camelglm4.testing.Transcripts;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Message;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The text of a stream can be read any number of times by anyone, without an effect on the reader. */
class WholeTextTest extends StreamTestSupport {

    private static final List<String> ALL = List.of("Hello", " ", "world", "");

    private final CompletableFuture<Void> rest = new CompletableFuture<>();

    @Test
    void givesTheTextAsOftenAsAskedBeforeAReaderComes() {
        server.enqueue(Reply.completionStream("Hello", " ", "world"));
        ChatCompletionStream stream = open();

        assertThat(stream.text()).isEqualTo("Hello world");
        assertThat(stream.text()).isEqualTo("Hello world");
        assertThat(bodies(stream.iterator())).isEqualTo(ALL);
    }

    @Test
    void givesTheTextWhileAReaderReads() {
        server.enqueue(held("Hello", rest, " ", "world"));
        ChatCompletionStream stream = open();
        Iterator<Message> reader = stream.iterator();
        assertThat(reader.next().getBody()).isEqualTo("Hello");

        CompletableFuture<String> text = CompletableFuture.supplyAsync(stream::text);
        rest.complete(null);

        assertThat(text).succeedsWithin(SOON).isEqualTo("Hello world");
        assertThat(bodies(reader)).containsExactly(" ", "world", "");
    }

    @Test
    void givesTheTextAfterAReader() {
        server.enqueue(Reply.completionStream("Hello", " ", "world"));
        ChatCompletionStream stream = open();

        assertThat(bodies(stream.iterator())).isEqualTo(ALL);

        assertThat(stream.text()).isEqualTo("Hello world");
        assertThat(context.getTypeConverter().convertTo(byte[].class, stream))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("Hello world");
        assertThat(context.getTypeConverter().convertTo(String.class, stream)).isEqualTo("Hello world");
    }

    @Test
    void keepsMoreChunksForTheReaderThanItWouldBuffer() {
        String[] many = Collections.nCopies(500, "x").toArray(String[]::new);
        server.enqueue(Reply.completionStream(many));
        ChatCompletionStream stream = open();

        assertThat(stream.text()).isEqualTo("x".repeat(500));
        assertThat(bodies(stream.iterator())).hasSize(501);
    }

    @Test
    void doesNotReadToPrintItself() {
        server.enqueue(held("Hello", rest, " world"));
        ChatCompletionStream stream = open();

        assertThat(CompletableFuture.supplyAsync(stream::toString))
                .succeedsWithin(SOON)
                .isEqualTo("ChatCompletionStream");
        rest.complete(null);
        assertThat(bodies(stream.iterator())).containsExactly("Hello", " world", "");
    }

    @Tag("timing")
    @Test
    void refusesToKeepMoreThanMaxResponseSize() {
        server.enqueue(deltas(Collections.nCopies(100, "0123456789").toArray(String[]::new))
                .never());
        ChatCompletionStream stream = open(STREAMED + "&maxResponseSize=900");
        RecordedRequest request = request();

        assertThatThrownBy(stream::text)
                .isInstanceOf(Glm4ResponseException.class)
                .hasMessageContaining("maxResponseSize of 900");
        assertCanceled(request);
    }

    @Test
    void completesTheSameAnswerAsWithoutStreaming() {
        server.enqueue(Reply.completionStream("Hello", " ", "world"), Reply.completion("Hello world"));

        CompletableFuture<ChatCompletion> streamed = open().completion();
        ChatCompletion unstreamed =
                template.requestBody("glm4:GLM-4-Air?output=completion", "hi", ChatCompletion.class);

        assertThat(streamed).succeedsWithin(SOON).isEqualTo(unstreamed);
    }

    @Test
    void completesWithReasoningAndUsage() {
        server.enqueue(Reply.of(200, "text/event-stream", Transcripts.REASONING));

        ChatCompletion whole = open().whole();

        assertThat(whole.text()).isEqualTo("\nHello");
        assertThat(whole.message().reasoningContent()).isEqualTo("\nThe user");
        assertThat(whole.usage().totalTokens()).isEqualTo(20);
        assertThat(whole.finishReason()).isEqualTo("stop");
    }

    @Test
    void convertsToTheWholeAnswer() {
        server.enqueue(Reply.completionStream("Hello"));

        ChatCompletion whole = context.getTypeConverter().convertTo(ChatCompletion.class, open());

        assertThat(whole.text()).isEqualTo("Hello");
    }
}
