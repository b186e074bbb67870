package io.github.camelglm4.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/** Runs a test file in {@code src/test/node} with OpenAI's own client for Node, unchanged. */
final class NodeTests {

    private static final Path SOURCES = Path.of("src", "test", "node");
    private static final Path FOLDER = Path.of("target", "node");

    private NodeTests() {}

    static void run(String file, Map<String, String> environment) throws Exception {
        assumeTrue(Commands.isThere("node") && Commands.isThere("npm"), "node and npm are not on this machine");
        Files.createDirectories(FOLDER);
        for (String needed : List.of("package.json", "package-lock.json", file)) {
            Files.copy(SOURCES.resolve(needed), FOLDER.resolve(needed), StandardCopyOption.REPLACE_EXISTING);
        }
        requireSuccess(environment, "npm", "ci", "--no-audit", "--no-fund", "--prefer-offline");
        requireSuccess(environment, "node", "--test", file);
    }

    private static void requireSuccess(Map<String, String> environment, String... command) throws Exception {
        Commands.Result result = Commands.run(FOLDER, environment, command);
        assertThat(result.exit()).as(result.output()).isZero();
    }
}
