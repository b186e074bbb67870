package io.github.camelglm4.benchmark.run;

import io.github.camelglm4.benchmark.service.FakeService;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The fake service in its own process. */
public final class ServiceProcess implements AutoCloseable {

    private final JavaProcess process;
    private final int port;

    /** Returns when it listens. */
    public ServiceProcess(Path logs) throws IOException {
        process = new JavaProcess(
                System.getProperty("java.class.path"),
                FakeService.class.getName(),
                List.of(),
                logs.resolve("service.log"));
        String line = process.line();
        if (line == null || !line.startsWith(FakeService.LISTENING)) {
            process.close();
            throw new IllegalStateException("the service did not start: see " + logs);
        }
        port = Integer.parseInt(line.substring(FakeService.LISTENING.length()));
    }

    public int port() {
        return port;
    }

    @Override
    public void close() {
        process.close();
    }
}
