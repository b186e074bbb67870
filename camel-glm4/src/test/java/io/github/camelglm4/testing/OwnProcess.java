package io.github.camelglm4.testing;

import static io.github.camelglm4.testing.Patience.LATER;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A JVM with a small heap that runs an application, is asked by lines, and answers by lines. */
public final class OwnProcess implements AutoCloseable {

    private static final String END = "(its output has ended)";

    private final Process process;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    public OwnProcess(String heap, Class<?> application, String... arguments) throws IOException {
        this(Path.of(System.getProperty("java.io.tmpdir")), List.of("-Xmx" + heap), application, arguments);
    }

    /**
     * @param temporary the folder for temporary files, which stay there if the process is killed
     * @param options further options of the JVM
     */
    public OwnProcess(Path temporary, List<String> options, Class<?> application, String... arguments)
            throws IOException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + temporary,
                "-XX:MaxDirectMemorySize=64m",
                "-XX:+UseSerialGC",
                "-Dlog4j2.loggerContextFactory=org.apache.logging.log4j.simple.SimpleLoggerContextFactory",
                "-Dlog4j2.simplelogLevel=OFF"));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, application.getName()));
        command.addAll(List.of(arguments));
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        Thread reader = new Thread(this::read, "output of " + application.getSimpleName());
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(line);
            }
        } catch (IOException e) {
            // it was ended
        }
        lines.add(END);
    }

    public void say(String line) throws IOException {
        OutputStream input = process.getOutputStream();
        input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        input.flush();
    }

    /** The rest of the next line that begins with the name and an equals sign. */
    public String hear(String name, long seconds) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (true) {
            String line = lines.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (line == null || line.equals(END)) {
                throw new AssertionError("no " + name + " from the process within " + seconds + " s: "
                        + (line == null ? "it says nothing" : line + ", alive: " + process.isAlive()));
            }
            if (line.startsWith(name + "=")) {
                return line.substring(name.length() + 1);
            }
        }
    }

    /** Ends the process as {@code kill -9} does, and waits until it has ended. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd(LATER.toSeconds());
    }

    /** Waits until the process has ended, however it ends. */
    public void awaitEnd(long seconds) {
        try {
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                throw new AssertionError("the process has not ended within " + seconds + " s");
            }
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted while the process ends", e);
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
