package io.github.camelglm4.benchmark.candidate;

/** A client of the service through its natural use. Found by the service loader: one on each class path. */
public interface Candidate extends AutoCloseable {

    Support support(Use use);

    /** Called once, before anything is asked; when it returns it serves, if it is to. */
    void start(Setup setup) throws Exception;

    /** Asks once; thread-safe. What fails is told to the receiver. */
    void call(Use use, String prompt, Receiver receiver);

    @Override
    void close() throws Exception;
}
