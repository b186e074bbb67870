package io.github.camelglm4.docs;

import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelglm4.testing.Reply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.EndpointValidationResult;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** docs/migration.md: its routes run, and the names in its tables exist in both components. */
class MigrationPageTest extends DocPageTest {

    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private final CamelCatalog catalog = Catalogs.withOurComponents();

    /** That component is not a dependency, so its catalog entry is used. */
    @SampleOf("migration.md#the-route")
    void theOldRouteIsOneOfCamelOpenAi(Sample.Version sample) throws Exception {
        List<?> file = (List<?>) new Load(LoadSettings.builder().build()).loadFromString(sample.code());
        JsonNode to = new ObjectMapper().valueToTree(file).findValue("to");
        List<String> options = new ArrayList<>();
        to.get("parameters")
                .properties()
                .forEach(option ->
                        options.add(option.getKey() + "=" + option.getValue().asText()));

        EndpointValidationResult result =
                catalog.validateEndpointProperties(to.get("uri").asText() + "?" + String.join("&", options));

        assertThat(result.isSuccess()).as(result.summaryErrorMessage(true)).isTrue();
    }

    @SampleOf("migration.md#the-route/2")
    void theNewRouteAsks(Sample.Version sample) throws Exception {
        sample.load(context);
        server.otherwise(Reply.completion("An answer."));

        assertThat(ask("direct:ask", "Hi").getMessage().getBody()).isEqualTo("An answer.");
        assertThat(server.takeRequest(SOON).json())
                .containsEntry("model", "GLM-4-Air")
                .containsEntry("temperature", 0.2)
                .containsEntry("max_tokens", 200);
    }

    @Test
    void everyOptionForChatsIsInTheTable() throws IOException {
        Set<String> theirs = names("openai", "properties");
        theirs.removeAll(Set.of("operation", "dimensions", "embeddingModel", "encodingFormat", "lazyStartProducer"));

        assertThat(codes("## Options", 1))
                .extracting(
                        code -> code.replaceAll("^openai:.*\\?(\\w+)=.*", "$1").replaceAll("\\..*", ""))
                .containsExactlyInAnyOrderElementsOf(theirs);
        assertThat(codes("## Options", 2))
                .allMatch(code -> code.startsWith("glm4:")
                        || code.startsWith("CamelGlm4")
                        || names("glm4", "properties").contains(code.replaceAll("[.=].*", "")));
    }

    @Test
    void headersAreThereOnBothSides() {
        assertThat(codes("## Headers", 1)).isNotEmpty().allMatch(names("openai", "headers")::contains);
        assertThat(codes("## Headers", 2)).isNotEmpty().allMatch(names("glm4", "headers")::contains);
    }

    private Set<String> names(String component, String section) {
        try {
            Set<String> names = new LinkedHashSet<>();
            new ObjectMapper()
                    .readTree(catalog.componentJSonSchema(component))
                    .get(section)
                    .fieldNames()
                    .forEachRemaining(names::add);
            return names;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Returns the text in code format in a column of the table below a heading. */
    private static List<String> codes(String heading, int column) {
        String page = MarkdownPage.all().stream()
                .filter(it -> it.path().endsWith("migration.md"))
                .map(MarkdownPage::text)
                .findFirst()
                .orElseThrow();
        String section =
                page.substring(page.indexOf(heading) + heading.length()).split("\n## ")[0];
        return section.lines()
                .filter(line -> line.startsWith("| `") || line.startsWith("| n"))
                .flatMap(line -> CODE.matcher(line.split("\\|")[column]).results())
                .map((MatchResult code) -> code.group(1))
                .toList();
    }
}
