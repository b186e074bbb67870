package io.github.camelglm4.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelglm4.chat.ChatCompletion;
import io.github.camelglm4.chat.ChatMessage;
import io.github.camelglm4.chat.ChatReply;
import io.github.camelglm4.error.Glm4ConnectionException;
import io.github.camelglm4.stream.StreamElement.Type;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A sequel on demand is asked when the reader wants it, and told when no reader ever will. */
class KeptEndTest {

    private static final StreamSource SOURCE = new StreamSource() {
        @Override
        public void wanted() {
            // the test puts what it wants when it wants
        }

        @Override
        public void cancel() {
            // nothing to cancel
        }
    };

    private final StreamPipe part = new StreamPipe(SOURCE, Runnable::run);
    private final Sequel sequel = new Sequel();
    private final StreamPipe whole = (StreamPipe) ConcatenatedStream.open(
                    new OpenedStream(part, "id", "m", null, 1),
                    sequel,
                    new AnswerSettings(false, 60_000),
                    (millis, action) -> () -> {},
                    Runnable::run)
            .pipe();

    @Test
    void theEndIsAskedForWhenTheReaderHasEverythingElseAndWantsMore() {
        puts(100);
        ends();
        for (int i = 0; i < 100; i++) {
            assertThat(whole.poll().text()).isEqualTo("x");
            assertThat(sequel.asked).isZero();
        }

        assertThat(whole.poll()).isNull();
        assertThat(sequel.asked).isEqualTo(1);
        assertThat(whole.poll()).isNull();
        sequel.next.complete(ConcatenatedStream.Next.end(sequel.part));
        assertThat(whole.poll().isEnd()).isTrue();
        assertThat(sequel.asked).isEqualTo(1);
        assertThat(sequel.cut).isZero();
    }

    @Test
    void aReaderThatWaitsAlreadyNeedNotAskAgain() {
        assertThat(whole.poll()).isNull();
        ends();

        assertThat(sequel.asked).isEqualTo(1);
    }

    @Test
    void whoWantsTheWholeWantsTheEnd() {
        puts(100);
        whole.whole();
        ends();

        assertThat(sequel.asked).isEqualTo(1);
    }

    @Test
    void aKeptEndLiesUnread() {
        puts(1);
        ends();
        whole.poll();

        assertThat(whole.nanosUnread()).isPositive();
        whole.poll();
        assertThat(whole.nanosUnread()).isZero();
    }

    @Test
    void toCloseIsACut() {
        puts(1);
        ends();
        whole.close();

        assertThat(sequel.cut).isPositive();
        assertThat(sequel.asked).isZero();
    }

    @Test
    void aFailureIsACutBeforeTheReaderKnows() {
        puts(1);
        sequel.onCut = () -> assertThat(whole.failure()).isNull();
        part.fail(new Glm4ConnectionException("lost"));

        assertThat(sequel.cut).isPositive();
        whole.poll();
        assertThatThrownBy(whole::poll).isInstanceOf(Glm4ConnectionException.class);
    }

    private void puts(int elements) {
        for (int i = 0; i < elements; i++) {
            part.put(new StreamElement(i, Type.TEXT, "x", null));
        }
        part.flush();
    }

    private void ends() {
        ChatCompletion.Choice choice = new ChatCompletion.Choice(ChatMessage.assistant("x"), "stop");
        ChatReply reply = new ChatReply(new ChatCompletion("id", 1L, "m", List.of(choice), null, Map.of()), null, 1);
        part.end(new StreamElement(100, Type.END, "", reply));
    }

    private static final class Sequel implements ConcatenatedStream.Sequel {

        private int asked;
        private int cut;
        private ChatReply part;
        private CompletableFuture<ConcatenatedStream.Next> next;
        private Runnable onCut = () -> {};

        @Override
        public boolean isOnDemand() {
            return true;
        }

        @Override
        public void after(ChatReply whole, CompletableFuture<ConcatenatedStream.Next> answer) {
            asked++;
            part = whole;
            next = answer;
        }

        @Override
        public void cut() {
            cut++;
            onCut.run();
        }
    }
}
