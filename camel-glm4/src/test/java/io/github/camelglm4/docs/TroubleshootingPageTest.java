package io.github.camelglm4.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.error.FailureDetails;
import io.github.camelglm4.error.RefusalMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The messages in docs/troubleshooting.md are those of the code: each part of a message between its variable values is
 * in a string of the main sources.
 */
class TroubleshootingPageTest {

    private static final Path SOURCES = Path.of("src/main/java");
    private static final String VALUE = "…";
    private static final Pattern CODE = Pattern.compile("`([^`\\n]+)`");

    private static String sources;

    @BeforeAll
    static void readSources() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                all.append(Files.readString(file));
            }
        }
        // a message over several lines is one string
        sources = all.toString().replaceAll("\"\\s*\\+\\s*\"", "").replace("\\\"", "\"");
    }

    static List<String> messages() {
        MarkdownPage page = page();
        List<String> messages = new ArrayList<>();
        page.blocks().stream()
                .filter(block -> block.language().equals("text"))
                .map(block -> block.code().strip())
                .filter(message -> !message.equals(unknownModel()))
                .forEach(messages::add);
        CODE.matcher(page.text())
                .results()
                .map((MatchResult code) -> code.group(1))
                .filter(code -> code.contains(" ") && (code.contains(VALUE) || code.endsWith(".")))
                .forEach(messages::add);
        return messages;
    }

    @ParameterizedTest
    @MethodSource("messages")
    void isAMessageOfTheCode(String message) {
        assertThat(Arrays.stream(message.split(VALUE)).filter(part -> part.length() > 2))
                .isNotEmpty()
                .allSatisfy(part -> assertThat(sources.contains(part))
                        .as("the main sources have the string: %s", part)
                        .isTrue());
    }

    @Test
    void theRefusalOfAnUnknownModelIsWhatTheCodeMakesOfIt() {
        assertThat(page().text()).contains(unknownModel());
    }

    private static String unknownModel() {
        return RefusalMessage.of(
                new FailureDetails(400, "1211", null, null, null, 1, null, "模型不存在，请检查模型代码。"),
                "model glm-5-typo at open.bigmodel.cn:443");
    }

    private static MarkdownPage page() {
        return MarkdownPage.at(Path.of("../docs/troubleshooting.md"));
    }
}
