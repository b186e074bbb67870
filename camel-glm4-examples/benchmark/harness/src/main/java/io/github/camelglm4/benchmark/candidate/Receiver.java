package io.github.camelglm4.benchmark.candidate;

/** Takes one answer in; called by one thread at a time, and last by one of {@link #done} and {@link #failed}. */
public interface Receiver {

    /** @param text of the piece; null from a candidate that moves bytes without looking into them */
    void piece(String text);

    void done();

    void failed(Throwable cause);
}
