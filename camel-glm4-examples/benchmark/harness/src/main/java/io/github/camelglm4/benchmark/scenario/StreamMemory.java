package io.github.camelglm4.benchmark.scenario;

import io.github.camelglm4.benchmark.candidate.Candidate;
import io.github.camelglm4.benchmark.candidate.Receiver;
import io.github.camelglm4.benchmark.measure.LiveHeap;
import java.util.concurrent.CountDownLatch;

/**
 * One stream, and what is held of it when its last chunk is there, as a stream may be long. Parameters: {@code chunks}.
 * A stream goes before, so that what is made once is not counted.
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
        // less than nothing: what the runtime itself has dropped in between
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
