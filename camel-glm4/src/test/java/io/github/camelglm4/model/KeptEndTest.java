package io.github.camelglm4.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelglm4.chat.ChatCompletion;
import io.github.camelglm4.chat.ChatCompletionRequest;
import io.github.camelglm4.chat.ChatMessage;
import io.github.camelglm4.chat.ChatReply;
import io.github.camelglm4.error.Glm4ConnectionException;
import io.github.camelglm4.stream.AnswerSettings;
import io.github.camelglm4.stream.OpenedStream;
import io.github.camelglm4.stream.StreamElement;
import io.github.camelglm4.stream.StreamElement.Type;
import io.github.camelglm4.stream.StreamPipe;
import io.github.camelglm4.stream.StreamSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A step on demand is called when the reader wants the end, and gives up if no reader will. */
class KeptEndTest {

    private static final StreamSource SOURCE = new StreamSource() {
        @Override
        public void wanted() {
            // the test adds elements itself
        }

        @Override
        public void cancel() {
            // nothing to cancel
        }
    };

    private final StreamPipe part = new StreamPipe(SOURCE, Runnable::run);
    private final DemandedStep step = new DemandedStep();
    private final StreamPipe whole = open();

    @Test
    void theEndIsAskedForWhenTheReaderHasEverythingElseAndWantsMore() {
        puts(100);
        ends();
        for (int i = 0; i < 100; i++) {
            assertThat(whole.poll().text()).isEqualTo("x");
            assertThat(step.timesAsked).isZero();
        }

        assertThat(whole.poll()).isNull();
        assertThat(step.timesAsked).isEqualTo(1);
        assertThat(whole.poll()).isNull();
        step.next.complete(new Step.Done(step.asked));
        assertThat(whole.poll().isEnd()).isTrue();
        assertThat(step.timesAsked).isEqualTo(1);
        assertThat(step.givenUp).isFalse();
    }

    @Test
    void aReaderThatWaitsAlreadyNeedNotAskAgain() {
        assertThat(whole.poll()).isNull();
        ends();

        assertThat(step.timesAsked).isEqualTo(1);
    }

    @Test
    void whoWantsTheWholeWantsTheEnd() {
        puts(100);
        whole.whole();
        ends();

        assertThat(step.timesAsked).isEqualTo(1);
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

        assertThat(step.givenUp).isTrue();
        assertThat(step.timesAsked).isZero();
    }

    @Test
    void aFailureIsACutBeforeTheReaderKnows() {
        puts(1);
        step.onGiveUp = () -> assertThat(whole.failure()).isNull();
        part.fail(new Glm4ConnectionException("lost"));

        assertThat(step.givenUp).isTrue();
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

    private StreamPipe open() {
        CompletableFuture<OpenedStream> opened = new CompletableFuture<>();
        new AgentLoop(
                        new StreamedModel(request -> new OpenedStream(part, "id", "m", null, 1)),
                        List.of(step),
                        new AnswerSettings(false, 60_000),
                        (millis, action) -> () -> {},
                        Runnable::run)
                .stream(new ChatCompletionRequest("m", List.of(ChatMessage.user("hi"))), opened);
        return (StreamPipe) opened.getNow(null).pipe();
    }

    private static final class DemandedStep extends AskedStep {

        private Runnable onGiveUp = () -> {};

        @Override
        public boolean isOnDemand() {
            return true;
        }

        @Override
        public void giveUp() {
            super.giveUp();
            onGiveUp.run();
        }
    }
}
