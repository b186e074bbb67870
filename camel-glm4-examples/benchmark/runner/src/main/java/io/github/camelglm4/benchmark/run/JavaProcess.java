package io.github.camelglm4.benchmark.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A JVM with default options. Its output is written to files. Closing this object ends the process. */
final class JavaProcess implements AutoCloseable {

    private static final long POLL_MILLIS = 20;

    private final Path output;
    private final long startedNanos;
    private final Process process;

    /** @param log path of the files, without extension */
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

    /** @return whether the process ended within the time */
    boolean await(long seconds) throws InterruptedException {
        return process.waitFor(seconds, TimeUnit.SECONDS);
    }

    /** Writes a line to the standard input of the process. */
    void writeLine(String line) throws IOException {
        process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /** @return whether the process printed a line with this prefix; false if it ended without */
    boolean awaitLine(String start) throws IOException, InterruptedException {
        boolean alive;
        do {
            // checked before the lines are read, so that the last lines are read too
            alive = process.isAlive();
            if (lines().stream().anyMatch(line -> line.startsWith(start))) {
                return true;
            }
            Thread.sleep(POLL_MILLIS);
        } while (alive);
        return false;
    }

    /** The standard output of the process so far. */
    List<String> lines() throws IOException {
        try (Stream<String> lines = Files.lines(output)) {
            return lines.toList();
        }
    }

    /** Time of the clock that all processes of a Linux machine share. */
    long startedNanos() {
        return startedNanos;
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
