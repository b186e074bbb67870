package io.github.camelglm4.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelglm4.chat.ChatCompletion;
import io.github.camelglm4.chat.ChatCompletionRequest;
import io.github.camelglm4.chat.ChatMessage;
import io.github.camelglm4.chat.ChatReply;
import io.github.camelglm4.error.Glm4ConnectionException;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.error.Glm4TimeoutException;
import io.github.camelglm4.stream.AnswerSettings;
import io.github.camelglm4.stream.OpenedStream;
import io.github.camelglm4.stream.StreamElement;
import io.github.camelglm4.stream.StreamElement.Type;
import io.github.camelglm4.stream.StreamPipe;
import io.github.camelglm4.stream.StreamReader;
import io.github.camelglm4.stream.StreamSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Several streams are one stream for its reader. The tests run the tasks of the executor themselves. */
class AgentStreamTest {

    private static final ChatCompletionRequest FIRST = request("first");
    private static final ChatCompletionRequest AGAIN = request("again");

    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final List<Runnable> timers = new ArrayList<>();
    private final Part first = new Part();
    private final Part second = new Part();
    private final List<ChatCompletionRequest> requests = new ArrayList<>();
    private final AskedStep step = new AskedStep();
    private final StreamReader whole = open(0);

    @Test
    void elementsOfAllPartsAreNumberedAsOne() {
        first.puts("a", "b");
        first.ends("ab");
        assertThat(read()).containsExactly("0 a", "1 b");
        step.next.complete(new Step.Again(AGAIN));
        assertThat(requests).containsExactly(FIRST, AGAIN);
        second.puts("c");
        second.ends("c");
        assertThat(read()).containsExactly("2 c");

        step.next.complete(new Step.Done(reply("all")));

        assertThat(read()).containsExactly("3 all.");
        assertThat(whole.whole().thenApply(ChatCompletion::text)).isCompletedWithValue("all");
    }

    @Test
    void whatComesNextIsAskedAtTheEndOfAPartAndOnTheExecutor() {
        first.puts("a");
        read();
        assertThat(step.asked).isNull();

        first.ends("a");

        assertThat(step.asked).isNull();
        runTasks();
        assertThat(step.asked.completion().text()).isEqualTo("a");
        assertThat(read()).isEmpty();
    }

    @Test
    void noMoreIsTakenFromAPartThanItsReaderHasRoomFor() {
        for (int i = 0; i < 200; i++) {
            first.puts("x");
        }

        assertThat(first.pipe.hasRoom()).isFalse();
        assertThat(read()).hasSize(200);
        assertThat(first.pipe.hasRoom()).isTrue();
    }

    @Test
    void theFailureOfAPartComesAfterItsElements() {
        first.puts("a");
        first.pipe.fail(new Glm4ConnectionException("lost"));

        assertThat(whole.poll().text()).isEqualTo("a");
        assertThatThrownBy(whole::poll).isInstanceOf(Glm4ConnectionException.class);
    }

    @Test
    void toGiveNothingMoreIsAFailureToo() {
        first.ends("");
        runTasks();

        step.next.completeExceptionally(new IllegalStateException("broken"));

        assertThatThrownBy(whole::poll)
                .isInstanceOf(Glm4Exception.class)
                .hasCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void toCloseTheWholeClosesThePartThatIsRead() {
        first.puts("a");

        whole.close();

        assertThat(first.canceled).isTrue();
    }

    @Test
    void toCloseTheWholeEndsTheWaitingForWhatComesNext() {
        first.ends("");
        runTasks();

        whole.close();

        assertThat(step.givenUp).isTrue();
    }

    @Test
    void whoClosesBeforeTheQuestionIsPutIsNotAskedForMore() {
        first.ends("");

        whole.close();
        runTasks();

        assertThat(step.asked).isNull();
    }

    @Test
    void whatLiesUnreadIsGivenUpWithThePartBehindIt() {
        StreamReader impatient = open(-1);
        first.puts("a");

        timers.get(1).run();

        assertThatThrownBy(impatient::poll)
                .isInstanceOf(Glm4TimeoutException.class)
                .hasMessageContaining("abandonTimeout");
        assertThat(first.canceled).isTrue();
    }

    @Test
    void theWholeIsKnownAlsoWhenItsReaderCannotBeToldOfTheEnd() {
        first.ends("a");
        runTasks();
        assertThat(whole.poll()).isNull();
        AtomicBoolean told = new AtomicBoolean();
        whole.whenReadable(() -> {
            if (told.compareAndSet(false, true)) {
                throw new IllegalStateException("no thread");
            }
        });

        step.next.complete(new Step.Done(reply("all")));
        runTasks();

        assertThat(whole.whole().thenApply(ChatCompletion::text)).isCompletedWithValue("all");
    }

    @Test
    void aPartIsClosedWhenItsElementsCannotBeHandedOn() {
        assertThat(whole.poll()).isNull();
        whole.whenReadable(() -> {
            throw new IllegalStateException("no thread");
        });

        assertThatThrownBy(() -> first.puts("a")).isInstanceOf(IllegalStateException.class);

        assertThat(first.canceled).isTrue();
    }

    @Test
    void anEndThatCameIsNotTakenAwayByWhoLooksForUnreadElements() {
        StreamPipe pipe = new StreamPipe(StreamSource.NONE, tasks::add);
        pipe.end(new StreamElement(0, Type.END, "", reply("a")));

        pipe.drop();

        assertThat(pipe.poll().isEnd()).isTrue();
    }

    private StreamReader open(long abandonMillis) {
        Queue<Part> parts = new ArrayDeque<>(List.of(abandonMillis < 0 ? first.again() : first, second));
        ChatModel model = new StreamedModel(request -> {
            requests.add(request);
            return parts.remove().opened();
        });
        CompletableFuture<OpenedStream> opened = new CompletableFuture<>();
        new AgentLoop(
                        model,
                        List.of(step),
                        new AnswerSettings(false, abandonMillis),
                        (millis, action) -> {
                            timers.add(action);
                            return () -> {};
                        },
                        tasks::add)
                .stream(FIRST, opened);
        return opened.getNow(null).pipe();
    }

    private void runTasks() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    /** Reads all available elements: index and text, with a dot after the end. */
    private List<String> read() {
        List<String> read = new ArrayList<>();
        for (StreamElement element = whole.poll(); element != null; element = whole.poll()) {
            read.add(element.index() + " "
                    + (element.isEnd() ? element.completion().text() + "." : element.text()));
            if (element.isEnd()) {
                break;
            }
        }
        runTasks();
        return read;
    }

    private static ChatCompletionRequest request(String text) {
        return new ChatCompletionRequest("m", List.of(ChatMessage.user(text)));
    }

    private static ChatReply reply(String text) {
        ChatCompletion.Choice choice = new ChatCompletion.Choice(ChatMessage.assistant(text), "stop");
        return new ChatReply(new ChatCompletion("id", null, "m", List.of(choice), null, Map.of()), null, 1);
    }

    /** A stream as from a service. */
    private final class Part implements StreamSource {

        private StreamPipe pipe = new StreamPipe(this, tasks::add);
        private boolean canceled;
        private int elements;

        Part again() {
            pipe = new StreamPipe(this, tasks::add);
            return this;
        }

        OpenedStream opened() {
            return new OpenedStream(pipe, "id", "m", null, 1);
        }

        void puts(String... texts) {
            for (String text : texts) {
                pipe.put(new StreamElement(elements++, Type.TEXT, text, null));
            }
            pipe.flush();
        }

        void ends(String text) {
            pipe.end(new StreamElement(elements++, Type.END, "", reply(text)));
        }

        @Override
        public void wanted() {
            // the test adds elements itself
        }

        @Override
        public void cancel() {
            canceled = true;
        }
    }
}
