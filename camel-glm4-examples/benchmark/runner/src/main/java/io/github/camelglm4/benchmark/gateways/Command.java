package io.github.camelglm4.benchmark.gateways;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Programs of this machine. */
final class Command {

    /** Where administrators' programs are, which are not on every user's path. */
    private static final String SYSTEM = ":/usr/local/sbin:/usr/sbin:/sbin";

    private Command() {}

    /** The path of the program; null if it is not installed. */
    static String find(String name) {
        return Stream.of((System.getenv().getOrDefault("PATH", "") + SYSTEM).split(":"))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElse(null);
    }

    /**
     * Runs a program until it ends.
     *
     * @return its output, including the errors
     * @throws IOException if it fails; the message contains the output
     */
    static String output(Path folder, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", List.of(command)) + " failed: " + output);
        }
        return output;
    }
}
