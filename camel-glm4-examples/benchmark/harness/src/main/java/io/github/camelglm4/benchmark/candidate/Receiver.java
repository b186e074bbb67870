package io.github.camelglm4.benchmark.candidate;

/** Receives one answer. Called by one thread at a time. The last call is {@link #done} or {@link #failed}. */
public interface Receiver {

    /** @param text text of the chunk; null from a candidate that does not parse the bytes */
    void piece(String text);

    void done();

    void failed(Throwable cause);
}
