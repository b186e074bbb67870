package io.github.camelglm4.benchmark.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A JVM with the defaults of the machine, all alike; what it writes goes to files. It is gone when this is closed. */
final class JavaProcess implements AutoCloseable {

    private static final long POLL_MILLIS = 20;

    private final Path output;
    private final long startedNanos;
    private final Process process;

    /** @param log the path of the files, without their ending */
    JavaProcess(String classPath, String mainClass, List<String> arguments, Path log) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", classPath, mainClass));
        command.addAll(arguments);
        Files.createDirectories(log.getParent());
        output = log.resolveSibling(log.getFileName() + ".out");
        startedNanos = System.nanoTime();
        process = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(log.resolveSibling(log.getFileName() + ".err").toFile())
                .start();
    }

    /** @return whether it ended by itself within the time */
    boolean await(long seconds) throws InterruptedException {
        return process.waitFor(seconds, TimeUnit.SECONDS);
    }

    /** Writes a line to its standard input. */
    void tell(String line) throws IOException {
        process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /** @return whether it has written a line that begins so; false when it ended without */
    boolean awaitLine(String start) throws IOException, InterruptedException {
        boolean alive;
        do {
            // asked before the lines are read: what it wrote last is seen
            alive = process.isAlive();
            if (lines().stream().anyMatch(line -> line.startsWith(start))) {
                return true;
            }
            Thread.sleep(POLL_MILLIS);
        } while (alive);
        return false;
    }

    /** What it has written to its standard output up to now. */
    List<String> lines() throws IOException {
        try (Stream<String> lines = Files.lines(output)) {
            return lines.toList();
        }
    }

    /** By the clock that all processes of a Linux machine share. */
    long startedNanos() {
        return startedNanos;
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
