package io.github.camelglm4.benchmark.gateways;

import io.github.camelglm4.benchmark.run.ChildProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** A gateway that is compared. */
public interface Gateway {

    /** Its name in options. */
    String id();

    /** Its name in tables. */
    String title();

    /** Why it cannot be started on this machine; null if it can. */
    String missing();

    /** The measured version, only if nothing is missing. */
    String version() throws IOException, InterruptedException;

    /**
     * Starts it, and returns before it serves.
     *
     * @param port loopback port for {@code /v1/chat/completions}
     * @param serviceUrl base URL of the service
     * @param work folder for its files, which exists
     */
    ChildProcess start(int port, String serviceUrl, Path work) throws IOException;

    /** Headers that each request needs. */
    default Map<String, String> headers(String serviceUrl) {
        return Map.of();
    }
}
