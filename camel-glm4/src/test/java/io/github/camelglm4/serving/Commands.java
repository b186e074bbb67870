package io.github.camelglm4.serving;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Programs of this machine, as a test runs them. */
final class Commands {

    private static final long MINUTES = 2;

    private Commands() {}

    /** What a program wrote, both streams of it, and how it ended. */
    record Result(int exit, String output) {}

    static Result run(Path folder, Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        // a file, not a pipe: the reader of a pipe would wait as long as the program hangs
        Path output = Files.createTempFile("output", ".txt");
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor();
                throw new AssertionError(
                        String.join(" ", command) + " hangs; so far it said:\n" + Files.readString(output));
            }
            return new Result(process.exitValue(), Files.readString(output));
        } finally {
            Files.delete(output);
        }
    }

    static boolean isThere(String command) throws InterruptedException {
        try {
            return run(Path.of("."), Map.of(), command, "--version").exit() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
