package io.github.camelglm4.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** OpenAI's own client for Node, unchanged: {@code src/test/node/clients.mjs} says what it must get. */
class OpenAiClientTest extends ForeignClientTestSupport {

    private static final Path SOURCES = Path.of("src", "test", "node");
    private static final Path FOLDER = Path.of("target", "node");

    @Test
    void itGetsWhatItExpects() throws Exception {
        assumeTrue(Commands.isThere("node") && Commands.isThere("npm"), "node and npm are not on this machine");
        Files.createDirectories(FOLDER);
        for (String file : List.of("package.json", "package-lock.json", "clients.mjs")) {
            Files.copy(SOURCES.resolve(file), FOLDER.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        requireSuccess("npm", "ci", "--no-audit", "--no-fund", "--prefer-offline");

        requireSuccess("node", "--test", "clients.mjs");
    }

    private void requireSuccess(String... command) throws Exception {
        Commands.Result result = Commands.run(FOLDER, Map.of("BASE_URL", url(""), "API_KEY", API_KEY), command);
        assertThat(result.exit()).as(result.output()).isZero();
    }
}
