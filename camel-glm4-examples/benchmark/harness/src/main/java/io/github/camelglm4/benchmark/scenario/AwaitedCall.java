package io.github.camelglm4.benchmark.scenario;

import io.github.camelglm4.benchmark.candidate.Candidate;
import io.github.camelglm4.benchmark.candidate.Receiver;
import io.github.camelglm4.benchmark.candidate.Use;
import java.util.concurrent.Semaphore;

/** Makes sequential calls and waits for each, like a caller of a synchronous API. */
final class AwaitedCall implements Receiver {

    private final Candidate candidate;
    private final Use use;
    private final String prompt;
    private final Semaphore over = new Semaphore(0);
    private int pieces;
    private volatile Throwable failure;

    AwaitedCall(Candidate candidate, Use use, String prompt) {
        this.candidate = candidate;
        this.use = use;
        this.prompt = prompt;
    }

    /**
     * Returns when the answer is complete.
     *
     * @return the number of chunks with text
     */
    int run() throws InterruptedException {
        pieces = 0;
        candidate.call(use, prompt, this);
        over.acquire();
        if (failure != null) {
            throw new IllegalStateException("a call failed", failure);
        }
        return pieces;
    }

    @Override
    public void piece(String text) {
        if (text != null && !text.isEmpty()) {
            pieces++;
        }
    }

    @Override
    public void done() {
        over.release();
    }

    @Override
    public void failed(Throwable cause) {
        failure = cause;
        over.release();
    }
}
