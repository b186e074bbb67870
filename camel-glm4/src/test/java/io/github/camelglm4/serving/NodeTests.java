package io.github.camelglm4.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs test files in {@code src/test/node} with OpenAI's own client for Node, and with LangChain, unchanged. */
final class NodeTests {

    private static final Path SOURCES = Path.of("src", "test", "node");
    private static final String LOCK = "package-lock.json";
    private static final Path FOLDER = Path.of("target", "node");

    private NodeTests() {}

    static void run(Map<String, String> environment, String... files) throws Exception {
        assumeTrue(Commands.isThere("node") && Commands.isThere("npm"), "node and npm are not on this machine");
        Files.createDirectories(FOLDER);
        install(environment);
        List<String> command = new ArrayList<>(List.of("node", "--test"));
        for (String file : files) {
            copy(file, file);
            command.add(file);
        }
        requireSuccess(environment, command.toArray(String[]::new));
    }

    /** Installs the packages, unless the same ones are installed. */
    private static void install(Map<String, String> environment) throws Exception {
        Path installed = FOLDER.resolve("installed-packages.json");
        if (!Files.exists(installed) || Files.mismatch(SOURCES.resolve(LOCK), installed) >= 0) {
            copy("package.json", "package.json");
            copy(LOCK, LOCK);
            requireSuccess(environment, "npm", "ci", "--no-audit", "--no-fund", "--prefer-offline");
            copy(LOCK, installed.getFileName().toString());
        }
    }

    private static void copy(String source, String target) throws IOException {
        Files.copy(SOURCES.resolve(source), FOLDER.resolve(target), StandardCopyOption.REPLACE_EXISTING);
    }

    private static void requireSuccess(Map<String, String> environment, String... command) throws Exception {
        Commands.Result result = Commands.run(FOLDER, environment, command);
        assertThat(result.exit()).as(result.output()).isZero();
    }
}
