package io.github.camelglm4.benchmark.scenario;

import io.github.camelglm4.benchmark.candidate.Candidate;
import io.github.camelglm4.benchmark.candidate.Receiver;
import io.github.camelglm4.benchmark.measure.LiveHeap;
import java.util.concurrent.CountDownLatch;

/**
 * The heap that a long stream uses when its last chunk arrives. Parameter: {@code chunks}. A first stream is not
 * measured, so that one-time allocations do not count.
 */
final class StreamMemory implements Scenario {

    @Override
    public void run(Candidate candidate, Parameters parameters, Measurements measurements) throws Exception {
        int chunks = parameters.number("chunks");
        new AwaitedCall(candidate, parameters.use(), PROMPT).run();

        LastChunk receiver = new LastChunk(chunks);
        candidate.call(parameters.use(), PROMPT, receiver);
        receiver.ended.await();
        if (receiver.failure != null) {
            throw new IllegalStateException("the stream failed", receiver.failure);
        }
        // a negative difference: memory that the runtime has released in the meantime
        measurements.add(Metric.HELD_BYTES, Math.max(0, receiver.live - LiveHeap.bytes()));
    }

    private static final class LastChunk implements Receiver {
        private final CountDownLatch ended = new CountDownLatch(1);
        private final int chunks;
        private int pieces;
        private volatile long live;
        private volatile Throwable failure;

        LastChunk(int chunks) {
            this.chunks = chunks;
        }

        @Override
        public void piece(String text) {
            pieces++;
            if (pieces == chunks) {
                live = LiveHeap.bytes();
            }
        }

        @Override
        public void done() {
            ended.countDown();
        }

        @Override
        public void failed(Throwable cause) {
            failure = cause;
            ended.countDown();
        }
    }
}
