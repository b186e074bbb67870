package io.github.camelglm4.benchmark.candidate;

/** A client of the service, in its typical use. The service loader finds it: one per class path. */
public interface Candidate extends AutoCloseable {

    Support support(Use use);

    /** Called once before the first call. When it returns, a gateway listens. */
    void start(Setup setup) throws Exception;

    /** Sends one request. Failures are passed to the receiver. Thread-safe. */
    void call(Use use, String prompt, Receiver receiver);

    @Override
    void close() throws Exception;
}
