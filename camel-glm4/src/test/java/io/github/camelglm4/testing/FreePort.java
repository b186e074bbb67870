package io.github.camelglm4.testing;

import org.apache.camel.test.AvailablePortFinder;

/** Ports for the servers of a test. */
public final class FreePort {

    private FreePort() {}

    /**
     * Returns a port that no process listens on. It is never returned a second time in this JVM:
     * {@code AvailablePortFinder.getNextAvailable()} may return a port again that the same test has not bound yet.
     */
    public static int next() {
        // the finder remembers a port until it is closed, and this one is not
        return AvailablePortFinder.find().getPort();
    }
}
