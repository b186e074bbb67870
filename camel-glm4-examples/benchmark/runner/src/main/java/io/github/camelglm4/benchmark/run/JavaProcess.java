package io.github.camelglm4.benchmark.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM with the defaults of the machine, all alike; it is gone when this is closed. */
final class JavaProcess implements AutoCloseable {

    private final long startedNanos;
    private final Process process;
    private final BufferedReader output;

    /** @param log takes what the process writes to its standard error */
    JavaProcess(String classPath, String mainClass, List<String> arguments, Path log) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", classPath, mainClass));
        command.addAll(arguments);
        Files.createDirectories(log.getParent());
        startedNanos = System.nanoTime();
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.to(log.toFile()))
                .start();
        output = process.inputReader(StandardCharsets.UTF_8);
    }

    /** The next line of its standard output; null at its end. */
    String line() throws IOException {
        return output.readLine();
    }

    double millisSinceStart() {
        return (System.nanoTime() - startedNanos) / 1e6;
    }

    /** Ends the process if it runs for longer: whoever reads its lines then meets their end. */
    void endAfter(long seconds) {
        process.onExit().orTimeout(seconds, TimeUnit.SECONDS).exceptionally(timeout -> process.destroyForcibly());
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
