package io.github.camelglm4.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Programs of this machine, as a test runs them. */
final class Commands {

    private Commands() {}

    /** What a program wrote, both streams of it, and how it ended. */
    record Result(int exit, String output) {}

    static Result run(Path folder, Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        try (InputStream in = process.getInputStream()) {
            String output = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
            return new Result(process.exitValue(), output);
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
