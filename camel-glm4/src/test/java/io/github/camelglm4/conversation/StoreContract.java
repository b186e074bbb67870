package io.github.camelglm4.conversation;

import static io.github.camelglm4.testing.Patience.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.chat.ChatCompletionRequest;
import io.github.camelglm4.chat.ChatMessage;
import io.github.camelglm4.chat.ChatReply;
import io.github.camelglm4.client.Timers;
import io.github.camelglm4.model.AgentLoop;
import io.github.camelglm4.stream.AnswerSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store of conversations must do; one subclass a store. */
public abstract class StoreContract {

    private static final HistoryLimits NO_LIMITS = new HistoryLimits(null, null);
    private static final Timers NO_TIMERS = (millis, action) -> () -> {};
    private static final String EMPTY = "[]";

    private final String id = "conversation-" + UUID.randomUUID();
    private ExecutorService threads;
    private ConversationStore store;

    /**
     * The store, empty or not.
     *
     * @param threads may wait
     */
    protected abstract ConversationStore createStore(ExecutorService threads) throws Exception;

    @BeforeEach
    void create() throws Exception {
        threads = Executors.newFixedThreadPool(8);
        store = createStore(threads);
    }

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    @Test
    void knowsNothingOfANewConversation() {
        assertThat(read(id).json()).isNull();
    }

    @Test
    void givesBackWhatItWasGiven() {
        assertThat(replace(StoredHistory.NONE, EMPTY)).isTrue();
        assertThat(read(id).json()).isEqualTo(EMPTY);

        assertThat(replace(read(id), "[1]")).isTrue();
        assertThat(read(id).json()).isEqualTo("[1]");
    }

    @Test
    void refusesASecondBeginning() {
        replace(StoredHistory.NONE, "[1]");

        assertThat(replace(StoredHistory.NONE, "[2]")).isFalse();
        assertThat(read(id).json()).isEqualTo("[1]");
    }

    @Test
    void refusesWhatComesTooLate() {
        replace(StoredHistory.NONE, "[1]");
        StoredHistory seen = read(id);
        replace(read(id), "[1,2]");

        assertThat(replace(seen, "[1,3]")).isFalse();
        assertThat(read(id).json()).isEqualTo("[1,2]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"客服 7", "a/b?c=d&e", "it's \"quoted\"", "anna@example.org", "%_*", "😀"})
    void takesAnyNameForAConversation(String name) {
        String named = name + UUID.randomUUID();
        assertThat(await(store.replace(named, StoredHistory.NONE, "[1]"))).isTrue();
        assertThat(read(named).json()).isEqualTo("[1]");
        assertThat(read(named + "x").json()).isNull();
    }

    @Test
    void keepsEveryCharacter() {
        String text = "[\"你好，智谱 😀 é \\\"\\\\ \\u0000 " + "x".repeat(300_000) + "\"]";
        replace(StoredHistory.NONE, text);

        assertThat(read(id).json()).isEqualTo(text);
    }

    @Test
    void losesNoneOfManyWriters() throws Exception {
        List<CompletableFuture<Void>> writers = IntStream.range(0, 4)
                .mapToObj(writer -> CompletableFuture.runAsync(() -> write(writer, 25), threads))
                .toList();
        for (CompletableFuture<Void> writer : writers) {
            writer.get(LONG.toSeconds(), TimeUnit.SECONDS);
        }

        String[] written = read(id).json().replaceAll("[\\[\\]]", "").split(",");
        assertThat(written).hasSize(100).doesNotHaveDuplicates();
        for (int writer = 0; writer < 4; writer++) {
            String prefix = writer + "000";
            assertThat(List.of(written).stream().filter(number -> number.startsWith(prefix)))
                    .isSorted();
        }
    }

    /** Two nodes: each has an order of turns of its own, and they share the store. */
    @Test
    void keepsEveryTurnOfTwoNodes() throws Exception {
        List<CompletableFuture<?>> nodes = new ArrayList<>();
        for (String node : List.of("left", "right")) {
            Conversations conversations = new Conversations(store, threads);
            CompletableFuture<?> last = CompletableFuture.completedFuture(null);
            for (int i = 10; i < 30; i++) {
                String said = node + i;
                last = last.thenCompose(before -> turn(conversations, said));
            }
            nodes.add(last);
        }
        for (CompletableFuture<?> node : nodes) {
            node.get(LONG.toSeconds(), TimeUnit.SECONDS);
        }

        List<ChatMessage> history = History.of(read(id).json()).messages();
        assertThat(history).hasSize(80);
        for (int i = 0; i < history.size(); i += 2) {
            assertThat(history.get(i + 1).text())
                    .isEqualTo("re: " + history.get(i).text());
        }
        for (String node : List.of("left", "right")) {
            assertThat(history.stream().map(ChatMessage::text).filter(text -> text.startsWith(node)))
                    .hasSize(20)
                    .isSorted();
        }
    }

    private CompletableFuture<ChatReply> turn(Conversations conversations, String said) {
        CompletableFuture<ChatReply> answer = new CompletableFuture<>();
        new AgentLoop(
                        new EchoModel(threads),
                        List.of(conversations.step(conversations.turn(id, null), NO_LIMITS, false)),
                        new AnswerSettings(false, 60_000),
                        NO_TIMERS,
                        threads)
                .ask(new ChatCompletionRequest("m", List.of(ChatMessage.user(said))), answer);
        return answer;
    }

    private void write(int writer, int numbers) {
        for (int i = 0; i < numbers; i++) {
            String number = writer + "000" + (100 + i);
            boolean written = false;
            while (!written) {
                StoredHistory seen = read(id);
                String json =
                        seen.json() == null ? "[" + number + "]" : seen.json().replace("]", "," + number + "]");
                written = replace(seen, json);
            }
        }
    }

    private StoredHistory read(String conversation) {
        return await(store.read(conversation));
    }

    private boolean replace(StoredHistory seen, String json) {
        return await(store.replace(id, seen, json));
    }

    private static <T> T await(CompletionStage<T> answer) {
        try {
            return answer.toCompletableFuture().get(LONG.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("the store did not answer", e);
        }
    }
}
