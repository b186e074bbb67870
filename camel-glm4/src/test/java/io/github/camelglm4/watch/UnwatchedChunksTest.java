package io.github.camelglm4.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.camelglm4.chat.ChatCompletion;
import io.github.camelglm4.chat.ChatCompletionRequest;
import io.github.camelglm4.chat.ChatMessage;
import java.lang.management.ManagementFactory;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Without listeners, a chunk costs nothing. */
class UnwatchedChunksTest {

    private static final int CHUNKS = 100_000;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void chunksAllocateNothing() {
        CallMonitor monitor = new CallMonitor();
        ChatCompletionRequest request = new ChatCompletionRequest("GLM-4-Air", List.of(ChatMessage.user("hi")));
        WatchedCall call = monitor.begin(request, "localhost", 80, null);
        call.chunk();

        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < CHUNKS; i++) {
            call.chunk();
        }
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(allocated).isLessThan(CHUNKS / 10);
        assertThat(call.nanosToFirstChunk()).isPositive();
    }

    @Test
    void namesOfModelsThatCallersInventAreCountedTogetherAfterAThousand() {
        CallMonitor monitor = new CallMonitor();
        for (int i = 0; i < 5_000; i++) {
            ChatCompletionRequest request = new ChatCompletionRequest("model-" + i, List.of(ChatMessage.user("hi")));
            monitor.begin(request, "localhost", 80, null).ended(null);
        }

        List<ModelCounts> counts = monitor.counts(model -> 0);
        assertThat(counts).hasSizeLessThan(1_010);
        assertThat(ModelCounts.sum("", counts).calls()).isEqualTo(5_000);
        assertThat(ModelCounts.sum("", counts).inFlight()).isZero();
    }

    @Test
    void aNameThatIsKnownIsCountedUnderItsNameInAnySpelling() {
        CallMonitor monitor = new CallMonitor();
        for (int i = 0; i < 2_000; i++) {
            String model = i % 2 == 0 ? "Model-" + i / 2 : "MODEL-" + i / 2;
            ChatCompletionRequest request = new ChatCompletionRequest(model, List.of(ChatMessage.user("hi")));
            monitor.begin(request, "localhost", 80, null).ended(null);
        }

        assertThat(monitor.counts(model -> 0)).hasSize(1_000).allSatisfy(counts -> {
            assertThat(counts.model()).startsWith("Model-");
            assertThat(counts.calls()).isEqualTo(2);
        });
    }

    @Test
    void namesThatServicesInventAreOneNameAfterAThousand() {
        CallMonitor monitor = new CallMonitor();
        ChatCompletionRequest request = new ChatCompletionRequest("GLM-4-Air", List.of(ChatMessage.user("hi")));
        Set<String> names = new HashSet<>();
        for (int i = 0; i < 5_000; i++) {
            WatchedCall call = monitor.begin(request, "localhost", 80, null);
            call.answered(ChatCompletion.of(Map.of("model", "model-" + i, "choices", List.of())));
            names.add(call.answeringModel());
        }

        assertThat(names).hasSizeLessThan(1_010).contains("model-0", "(others)");
    }
}
