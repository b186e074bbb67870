package io.github.camelglm4.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.camelglm4.chat.ChatCompletionRequest;
import io.github.camelglm4.chat.ChatMessage;
import io.github.camelglm4.chat.ChatReply;
import io.github.camelglm4.json.Json;
import io.github.camelglm4.model.AgentLoop;
import io.github.camelglm4.stream.AnswerSettings;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** With trimming on, the thousandth turn costs what the fiftieth did: bytes sent, bytes stored, bytes allocated. */
class LongConversationTest {

    private static final int TURNS = 1_000;
    private static final int FULL = 50;

    private final InMemoryStore store = new InMemoryStore(10, 60_000);
    private final long[] sent = new long[TURNS];
    private final long[] stored = new long[TURNS];
    private final long[] allocated = new long[TURNS];
    private int turn;

    static List<HistoryLimits> limits() {
        return List.of(new HistoryLimits(20, null), new HistoryLimits(null, 400), new HistoryLimits(1_000, 400));
    }

    @ParameterizedTest
    @MethodSource("limits")
    void theCostOfATurnStaysTheSame(HistoryLimits limits) throws Exception {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Conversations conversations = new Conversations(new CountingStore(), Runnable::run);
        EchoModel model = new EchoModel(Runnable::run) {
            @Override
            public void ask(ChatCompletionRequest request, CompletableFuture<ChatReply> answer) {
                sent[turn] = Json.write(request).length;
                super.ask(request, answer);
            }
        };

        for (turn = 0; turn < TURNS; turn++) {
            ChatCompletionRequest request =
                    new ChatCompletionRequest("m", List.of(ChatMessage.user("question number " + (1_000 + turn))));
            CompletableFuture<ChatReply> answer = new CompletableFuture<>();
            long before = threads.getCurrentThreadAllocatedBytes();
            new AgentLoop(
                            model,
                            List.of(conversations.step(conversations.turn("anna", null), limits, false)),
                            new AnswerSettings(false, 1),
                            (millis, action) -> () -> {},
                            Runnable::run)
                    .ask(request, answer);
            allocated[turn] = threads.getCurrentThreadAllocatedBytes() - before;
            assertThat(answer).isCompleted();
        }

        assertThat(Arrays.copyOfRange(sent, FULL, TURNS)).containsOnly(sent[FULL]);
        assertThat(Arrays.copyOfRange(stored, FULL, TURNS)).containsOnly(stored[FULL]);
        assertThat(sent[FULL]).isGreaterThan(10 * sent[0]);
        assertThat(median(TURNS - FULL, TURNS)).isLessThanOrEqualTo(median(FULL, 2 * FULL) * 11 / 10);
    }

    private long median(int from, int to) {
        long[] some = Arrays.copyOfRange(allocated, from, to);
        Arrays.sort(some);
        return some[some.length / 2];
    }

    private final class CountingStore implements ConversationStore {

        @Override
        public CompletionStage<StoredHistory> read(String id) {
            return store.read(id);
        }

        @Override
        public CompletionStage<Boolean> replace(String id, StoredHistory seen, String json) {
            stored[turn] = json.length();
            return store.replace(id, seen, json);
        }
    }
}
