package io.github.camelglm4.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.docs.MarkdownPage.CodeBlock;
import io.github.camelglm4.testing.Reply;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.tooling.model.ComponentModel;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The sample of docs/retrieval.md; the page agrees with its example, and with Camel's catalog where a sample cannot
 * run.
 */
class RetrievalPageTest extends DocPageTest {

    private static final Path EXAMPLE = Path.of("../camel-glm4-examples/knowledge");
    private static final Pattern ACTION = Pattern.compile("^\\| [\\w, ]+ \\| (`[A-Z_]+`.*?) \\|", Pattern.MULTILINE);
    private static final Pattern NAME = Pattern.compile("`([A-Z_]+)`");

    private final CamelCatalog catalog = Catalogs.withOurComponents();
    private final MarkdownPage page = MarkdownPage.at(Path.of("../docs/retrieval.md"));

    @SampleOf("retrieval.md#how-it-works")
    void answersFromPassages(Sample.Version sample) throws Exception {
        server.otherwise(request -> switch (request.path().replaceFirst(".*/", "")) {
            case "embeddings" -> Reply.json("{\"data\":[{\"index\":0,\"embedding\":[0.5,1]}]}");
            case "rerank" ->
                Reply.json("{\"results\":[{\"index\":1,\"relevance_score\":0.9},"
                        + "{\"index\":0,\"relevance_score\":0.1}]}");
            default -> Reply.completion("It is red [1].");
        });
        context.getRegistry().bind("prompt", (Processor) exchange -> exchange.getMessage()
                .setBody(exchange.getMessage().getBody() + " " + exchange.getVariable("question")));
        context.getRegistry().bind("sources", (Processor) exchange -> exchange.getMessage()
                .setBody(exchange.getMessage().getBody() + " " + exchange.getVariable("passages")));
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:store-nearest")
                        .setBody(exchange -> exchange.getMessage().getBody().equals(List.of(0.5f, 1f))
                                ? List.of(Map.of("text", "A chair."), Map.of("text", "A red lamp."))
                                : List.of());
            }
        });
        sample.load(context);

        Exchange exchange = ask("direct:ask", "Which color?");

        String passages = "[{text=A red lamp.}, {text=A chair.}]";
        assertThat(exchange.getMessage().getBody()).isEqualTo("It is red [1]. " + passages);
        assertThat(server.requests()).hasSize(3);
        assertThat(server.requests().get(1).text()).contains("\"query\":\"Which color?\"");
        assertThat(server.requests().get(2).text()).contains(passages + " Which color?");
    }

    @Test
    void hasTheNumbersOfTheExample() throws Exception {
        Properties properties = new Properties();
        try (var file = Files.newInputStream(EXAMPLE.resolve("src/main/resources/application.properties"))) {
            properties.load(file);
        }
        try (var files = Files.walk(EXAMPLE.resolve("documents"))) {
            assertThat(page.text())
                    .contains(files.filter(Files::isRegularFile).count() + " documents in seven languages");
        }
        assertThat(page.text())
                .contains(Files.readAllLines(EXAMPLE.resolve("questions.jsonl")).size() + " questions")
                .contains("the " + properties.get("search.nearest") + " nearest passages (`search.nearest`)");
        assertThat(properties).containsEntry("search.best", "5").containsEntry("documents.max-size", "1000000");
        assertThat(properties).containsEntry("watch.delay", "2000");
    }

    @Test
    void namesRealComponentsAndActions() {
        for (String name : List.of("qdrant", "milvus", "pinecone", "weaviate", "infinispan")) {
            assertThat(page.text()).contains("/4.18.x/" + name + "-component.html");
            assertThat(catalog.componentModel(name)).as(name).isNotNull();
        }
        assertThat(catalog.componentModel("pgvector"))
                .as("a later version has it")
                .isNull();

        assertThat(ACTION.matcher(page.text()).results().map(MatchResult::group).toList())
                .hasSize(4)
                .allSatisfy(row -> assertThat(NAME.matcher(row).results().map(action -> action.group(1)))
                        .isSubsetOf(actions()));
    }

    @Test
    void theRouteWithQdrantFitsTheCatalog() {
        String code = page.blocks().stream()
                .filter(block -> block.code().contains("uri: qdrant:"))
                .map(CodeBlock::code)
                .findFirst()
                .orElseThrow();
        Map<?, ?> route = (Map<?, ?>) at(new Load(LoadSettings.builder().build()).loadFromString(code), 0, "route");
        List<?> steps = (List<?>) at(route, "from", "steps");

        assertThat(at(steps, 0, "setHeader", "name")).isEqualTo("CamelQdrantAction");
        assertThat(actions()).contains((String) at(steps, 0, "setHeader", "constant"));
        StringBuilder uri = new StringBuilder((String) at(steps, 1, "to", "uri"));
        ((Map<?, ?>) at(steps, 1, "to", "parameters"))
                .forEach((name, value) -> uri.append(uri.indexOf("?") < 0 ? '?' : '&')
                        .append(name)
                        .append('=')
                        .append(value));
        assertThat(catalog.validateEndpointProperties(uri.toString()).isSuccess())
                .as(uri.toString())
                .isTrue();
    }

    private List<String> actions() {
        ComponentModel qdrant = catalog.componentModel("qdrant");
        return qdrant.getEndpointHeaders().stream()
                .filter(header -> header.getName().equals("CamelQdrantAction"))
                .findFirst()
                .orElseThrow()
                .getEnums();
    }

    private static Object at(Object value, Object... path) {
        Object found = value;
        for (Object step : path) {
            found = step instanceof Integer index ? ((List<?>) found).get(index) : ((Map<?, ?>) found).get(step);
        }
        return found;
    }
}
