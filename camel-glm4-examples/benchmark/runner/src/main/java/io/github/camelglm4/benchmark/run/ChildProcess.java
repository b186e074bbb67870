package io.github.camelglm4.benchmark.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A process of this benchmark. Its output is written to files. Closing this object ends the process and those that it
 * started; so does the end of this JVM.
 */
public final class ChildProcess implements AutoCloseable {

    /** Longer than any run. */
    static final int LONGEST_SECONDS = 120;

    private static final long POLL_MILLIS = 20;

    private final Path output;
    private final long startedNanos;
    private final Process process;
    private final Thread atExit = new Thread(this::destroy);

    /**
     * @param environment variables in addition to those of this process
     * @param log path of the files, without extension
     */
    public ChildProcess(List<String> command, Map<String, String> environment, Path log) throws IOException {
        Files.createDirectories(log.getParent());
        output = log.resolveSibling(log.getFileName() + ".out");
        startedNanos = System.nanoTime();
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(log.resolveSibling(log.getFileName() + ".err").toFile());
        builder.environment().putAll(environment);
        process = builder.start();
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** A JVM with default options. */
    public static ChildProcess java(String classPath, String mainClass, List<String> arguments, Path log)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", classPath, mainClass));
        command.addAll(arguments);
        return new ChildProcess(command, Map.of(), log);
    }

    /** @return whether the process ended within the time */
    public boolean await(long seconds) throws InterruptedException {
        return process.waitFor(seconds, TimeUnit.SECONDS);
    }

    /** Writes a line to the standard input of the process. */
    public void writeLine(String line) throws IOException {
        process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /** @return whether the process printed a line with this prefix; false if it ended without, or takes too long */
    public boolean awaitLine(String start) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
        boolean alive;
        do {
            // checked before the lines are read, so that the last lines are read too
            alive = process.isAlive();
            if (lines().stream().anyMatch(line -> line.startsWith(start))) {
                return true;
            }
            Thread.sleep(POLL_MILLIS);
        } while (alive && System.nanoTime() < end);
        return false;
    }

    /** The standard output of the process so far. */
    public List<String> lines() throws IOException {
        try (Stream<String> lines = Files.lines(output)) {
            return lines.toList();
        }
    }

    /** Time of the clock that all processes of a Linux machine share. */
    public long startedNanos() {
        return startedNanos;
    }

    /** @throws IllegalThreadStateException if the process has not ended */
    public int exitCode() {
        return process.exitValue();
    }

    public ProcessHandle handle() {
        return process.toHandle();
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(atExit);
        destroy();
        process.onExit().join();
    }

    private void destroy() {
        List<ProcessHandle> started = process.descendants().toList();
        process.destroyForcibly();
        started.forEach(ProcessHandle::destroyForcibly);
    }
}
