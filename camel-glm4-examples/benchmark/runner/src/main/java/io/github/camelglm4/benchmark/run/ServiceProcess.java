package io.github.camelglm4.benchmark.run;

import io.github.camelglm4.benchmark.service.FakeService;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The fake service in a separate process. */
final class ServiceProcess implements AutoCloseable {

    private final JavaProcess process;
    private final int port;

    /** Returns when the service listens. */
    ServiceProcess(Path logs) throws IOException, InterruptedException {
        process = new JavaProcess(
                System.getProperty("java.class.path"), FakeService.class.getName(), List.of(), logs.resolve("service"));
        if (!process.awaitLine(FakeService.LISTENING)) {
            throw new IllegalStateException("the service did not start: see " + logs);
        }
        String line = process.lines().get(0);
        port = Integer.parseInt(line.substring(FakeService.LISTENING.length()));
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        process.close();
    }
}
