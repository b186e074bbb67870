package io.github.camelglm4.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.testing.Reply;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every route in the documentation is present in YAML, XML and Java, and runs; every page is in the index. Samples with
 * their own test ({@link SampleOf}) run there, the others here: their requests and answers must be equal in all three.
 */
class DocSamplesTest extends DocPageTest {

    static Stream<Sample> samples() {
        return Sample.all().stream().filter(Sample::hasRoutes);
    }

    static Stream<Sample> samplesWithoutTest() {
        Set<String> tested = SampleOf.Versions.all();
        return samples().filter(sample -> !tested.contains(sample.id()));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void isInAllLanguages(Sample sample) {
        assertThat(sample.isInAllLanguages())
                .as("%s is in YAML, XML and Java, folded as in .github/CONTRIBUTING.md", sample.blocks())
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void yamlHasUriAndParameters(Sample sample) {
        assertThat(sample.blocks().get(0).code())
                .as("%s", sample)
                .doesNotContainPattern("(uri|from|to): \"?[\\w-]+:\\S+\\?");
    }

    @ParameterizedTest
    @MethodSource("samplesWithoutTest")
    void doesTheSameInAllLanguages(Sample sample) throws Exception {
        List<String> expected = List.of();
        for (Sample.Version version : sample.versions()) {
            List<String> seen = run(version);
            assertThat(seen).as("what %s does", version).isNotEmpty();
            if (!expected.isEmpty()) {
                assertThat(seen).as("what %s does", version).isEqualTo(expected);
            }
            expected = seen;
        }
    }

    private List<String> run(Sample.Version version) throws Exception {
        server.reset();
        server.otherwise(request -> request.text().contains("\"stream\":true")
                ? Reply.completionStream("An ", "answer.")
                : Reply.completion("An answer."));
        try (CamelContext fresh = createCamelContext()) {
            fresh.start();
            version.load(fresh);
            int before = logged().size();
            List<String> seen = new SampleRun(fresh, server, version).observe();
            seen.addAll(logged().subList(before, logged().size()));
            return seen;
        }
    }

    /** The index contains every page. */
    @Test
    void everyPageIsInTheIndex() {
        Path docs = Path.of("../docs");
        List<String> linked = MarkdownPage.at(docs.resolve("README.md")).links();

        assertThat(MarkdownPage.all())
                .filteredOn(page -> page.path().startsWith(docs))
                .as("pages with a line in the index, docs/README.md")
                .extracting(page -> docs.relativize(page.path()).toString())
                .allMatch(name -> name.equals("README.md") || linked.contains(name));
    }
}
