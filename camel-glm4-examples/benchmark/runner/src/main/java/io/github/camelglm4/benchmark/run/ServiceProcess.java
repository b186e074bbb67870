package io.github.camelglm4.benchmark.run;

import io.github.camelglm4.benchmark.service.FakeService;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The fake service in a separate process. */
public final class ServiceProcess implements AutoCloseable {

    private final ChildProcess process;
    private final int port;

    /** Returns when the service listens. */
    public ServiceProcess(Path logs) throws IOException, InterruptedException {
        process = ChildProcess.java(
                System.getProperty("java.class.path"), FakeService.class.getName(), List.of(), logs.resolve("service"));
        if (!process.awaitLine(FakeService.LISTENING)) {
            throw new IllegalStateException("the service did not start: see " + logs);
        }
        String line = process.lines().get(0);
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
