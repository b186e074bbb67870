package io.github.camelglm4.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.tooling.model.ComponentModel;
import org.junit.jupiter.api.Test;

/** docs/comparison.md agrees with Camel's catalog, and with the version of Camel in the build. */
class ComparisonPageTest {

    private final CamelCatalog catalog = Catalogs.withOurComponents();
    private final String page =
            MarkdownPage.at(Path.of("../docs/comparison.md")).text();

    @Test
    void isAboutTheVersionThatIsUsed() {
        assertThat(page).contains("`camel-catalog` " + catalog.getCatalogVersion());
    }

    @Test
    void agesAndStatesAreThoseOfTheCatalog() {
        List<String> names = cells("| | `glm4`");
        List<String> states = cells("| since, state");

        for (int column = 2; column < names.size(); column++) {
            ComponentModel component = catalog.componentModel(names.get(column).replace("`", ""));
            assertThat(states.get(column))
                    .as(names.get(column))
                    .isEqualTo(component.getFirstVersionShort() + ", "
                            + component.getSupportLevel().name().toLowerCase(Locale.ROOT));
        }
    }

    @Test
    void onlyThisOneServes() {
        assertThat(catalog.componentModel("glm4").isProducerOnly()).isFalse();
        for (String name : List.of("openai", "langchain4j-agent", "spring-ai-chat")) {
            assertThat(catalog.componentModel(name).isProducerOnly()).as(name).isTrue();
        }
    }

    /** Returns the cells of the first row that begins with that text. */
    private List<String> cells(String beginning) {
        String row = page.lines()
                .filter(line -> line.startsWith(beginning))
                .findFirst()
                .orElseThrow();
        return Arrays.stream(row.substring(1).split("\\|")).map(String::strip).toList();
    }
}
