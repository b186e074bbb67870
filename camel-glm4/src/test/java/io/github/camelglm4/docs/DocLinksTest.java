package io.github.camelglm4.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Links inside the repository lead to an existing file, and to an existing heading in it. */
class DocLinksTest {

    private static final Path ROOT = Path.of("..");

    static Stream<Path> pages() throws IOException {
        Path folder = ROOT.resolve("camel-glm4-examples");
        try (Stream<Path> examples = Files.list(folder)) {
            List<Path> readmes = Stream.concat(Stream.of(folder), examples)
                    .map(example -> example.resolve("README.md"))
                    .filter(Files::exists)
                    .sorted()
                    .toList();
            return Stream.concat(MarkdownPage.all().stream().map(MarkdownPage::path), readmes.stream());
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void linksLeadSomewhere(Path path) {
        for (String link : MarkdownPage.at(path).links()) {
            String[] parts = link.split("#", 2);
            Path target = parts[0].isEmpty() ? path : path.resolveSibling(parts[0]);
            assertThat(target).as("%s links to %s", path, link).exists();
            if (parts.length == 2) {
                assertThat(MarkdownPage.at(target).anchors())
                        .as("%s links to %s", path, link)
                        .contains(parts[1]);
            }
        }
    }
}
