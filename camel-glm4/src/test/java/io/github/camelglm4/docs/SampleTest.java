package io.github.camelglm4.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules for a sample that is present in all three languages. */
class SampleTest {

    private static final String YAML = "```yaml\n- route:\n    from: direct:a\n```\n";
    private static final String XML = "\n<details><summary>XML</summary>\n\n```xml\n<route></route>\n```\n";
    private static final String JAVA = "\n</details>\n<details><summary>Java</summary>\n\n"
            + "```java\npublic class A extends RouteBuilder {}\n```\n\n</details>\n";
    private static final String TEXT = "```text\nout\n```\n";

    private static List<Sample> samples(String text) {
        return Sample.of(new MarkdownPage(Path.of("page.md"), text).blocks());
    }

    @Test
    void threeBlocksAreOneSample() {
        assertThat(samples("# Page\n\n## To do: this, now\n\n" + YAML + XML + JAVA))
                .singleElement()
                .satisfies(sample -> {
                    assertThat(sample.id()).isEqualTo("page.md#to-do-this-now");
                    assertThat(sample.isInAllLanguages()).isTrue();
                    assertThat(sample.versions()).hasSize(3);
                });
    }

    @Test
    void samplesOfASectionAreCounted() {
        assertThat(samples("# A\n\n" + TEXT + YAML + XML + JAVA + "\nAnd:\n\n" + YAML + XML + JAVA + "# B\n\n" + TEXT))
                .extracting(Sample::id)
                .containsExactly("page.md#a", "page.md#a/2", "page.md#a/3", "page.md#b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                YAML,
                YAML + XML,
                YAML + JAVA,
                XML + JAVA,
                YAML + JAVA + XML,
                YAML + XML + "\nor, in Java:\n" + JAVA,
                YAML + YAML + XML + JAVA,
                YAML + XML + JAVA + JAVA
            })
    void whatLacksALanguageIsFound(String text) {
        assertThat(samples("# Page\n\n" + text))
                .filteredOn(Sample::hasRoutes)
                .anyMatch(sample -> !sample.isInAllLanguages());
    }

    @ParameterizedTest
    @ValueSource(strings = {"- step\n\n  ```sh\n  ls\n  ```\n", "```sh\nls\n", "text\n```\n"})
    void fencesThatAreNotReadAreCounted(String text) {
        assertThat(new MarkdownPage(Path.of("page.md"), text).strayFences()).isPositive();
    }
}
