package io.github.camelglm4.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Each promise in docs/security.md names existing tests. */
class SecurityDocTest {

    private static final Path PAGE = Path.of("../docs/security.md");
    private static final Pattern ROW = Pattern.compile("^\\| \\*\\*(.+?)\\*\\* \\|.*$", Pattern.MULTILINE);
    private static final List<String> TOPICS = List.of(
            "secrets in output",
            "untrusted text",
            "configuration shown",
            "keys sent elsewhere",
            "address by header",
            "headers outward",
            "headers inward",
            "class or file by message",
            "serialized objects",
            "TLS",
            "unbounded answers",
            "unbounded requests",
            "memory",
            "request smuggling",
            "tools: selection",
            "tools: arguments",
            "tools: limits",
            "tools: approval",
            "tools: failures",
            "conversations",
            "served: authentication",
            "served: callers",
            "served: limits",
            "served: control",
            "served: errors",
            "served: browsers",
            "logs",
            "vulnerabilities of Netty",
            "telemetry",
            "supply chain");

    @Test
    void provesEachTopic() throws IOException {
        String page = Files.readString(PAGE);
        NamedTests tests = new NamedTests();

        assertThat(ROW.matcher(page).results().map(row -> row.group(1))).containsExactlyElementsOf(TOPICS);
        assertThat(ROW.matcher(page).results())
                .allSatisfy(row ->
                        assertThat(NamedTests.in(row.group())).isNotEmpty().allMatch(tests::exists));
        assertThat(NamedTests.in(page)).allMatch(tests::exists);
    }
}
