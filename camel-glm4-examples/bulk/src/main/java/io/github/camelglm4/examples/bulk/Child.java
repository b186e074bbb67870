package io.github.camelglm4.examples.bulk;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A Java process that this one started. It ends when its standard input is closed. Its log is appended to a file, and
 * the lines of its standard output are passed on.
 */
final class Child {
    /** Short-lived processes that mostly wait: few threads and little memory for the JVM itself. */
    private static final List<String> JVM =
            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Dfile.encoding=UTF-8");

    private final String name;
    private final Process process;
    private final Path log;
    private volatile boolean up;

    private Child(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /** Starts the routes of a role. */
    static Child routes(String name, String role, Map<String, String> properties, Path folder, Consumer<String> output)
            throws IOException {
        List<String> command = new ArrayList<>(List.of("-Xmx256m", "-Dprocess=" + name));
        properties.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), RouteProcess.class.getName(), role));
        return start(name, command, folder, output);
    }

    /**
     * Starts a process.
     *
     * @param arguments the arguments of the command {@code java}
     * @param folder folder of its log file
     */
    static Child start(String name, List<String> arguments, Path folder, Consumer<String> output) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM);
        command.addAll(arguments);
        Path log = folder.resolve(name + ".log");
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        Child child = new Child(name, process, log);
        Thread reader = new Thread(() -> child.read(output), name);
        reader.setDaemon(true);
        reader.start();
        return child;
    }

    private void read(Consumer<String> output) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            lines.lines().peek(line -> up = true).forEach(output);
        } catch (IOException | RuntimeException e) {
            // the process has ended
        }
    }

    String name() {
        return name;
    }

    /** Whether the process has done anything: its first line of output says so. */
    boolean wasUp() {
        return up;
    }

    /** The log file with its last line, for messages. */
    String logged() {
        try (Stream<String> lines = Files.lines(log)) {
            return log
                    + lines.filter(line -> !line.isBlank())
                            .reduce((earlier, later) -> later)
                            .map(line -> ": " + line)
                            .orElse("");
        } catch (IOException | UncheckedIOException e) {
            return log.toString();
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    CompletableFuture<Process> onExit() {
        return process.onExit();
    }

    /** Ends the process immediately, without its shutdown hooks. */
    void kill() {
        process.destroyForcibly();
    }

    /** Asks the process to end. */
    void stop() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            kill();
        }
    }

    /** Waits until the process has ended, and kills it after this time. */
    void awaitEnd(long millis) {
        try {
            if (!process.waitFor(millis, TimeUnit.MILLISECONDS)) {
                kill();
                process.waitFor();
            }
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
        }
    }
}
