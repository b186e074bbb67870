package io.github.camelglm4.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.camelglm4.ChatCompletionRequest;
import io.github.camelglm4.ChatMessage;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A chunk costs nothing when nobody watches. */
class UnwatchedChunksTest {

    private static final int CHUNKS = 100_000;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void chunksAllocateNothing() {
        CallMonitor monitor = new CallMonitor();
        ChatCompletionRequest request = new ChatCompletionRequest("GLM-4-Air", List.of(ChatMessage.user("hi")));
        WatchedCall call = monitor.begin(new AskedCall(request, "localhost", 80, null));
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
            monitor.begin(new AskedCall(request, "localhost", 80, null)).ended(null);
        }

        List<ModelCounts> counts = monitor.counts(model -> 0);
        assertThat(counts).hasSizeLessThan(1_010);
        assertThat(ModelCounts.sum("", counts).calls()).isEqualTo(5_000);
        assertThat(ModelCounts.sum("", counts).inFlight()).isZero();
    }
}
