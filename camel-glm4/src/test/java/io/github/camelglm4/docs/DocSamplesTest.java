package io.github.camelglm4.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.Glm4TestSupport;
import io.github.camelglm4.testing.Reply;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every route that the documentation shows loads and runs; every link leads somewhere. */
class DocSamplesTest extends Glm4TestSupport {

    private static final Pattern PUBLIC_CLASS = Pattern.compile("public class (\\w+)");
    private static final String REQUEST =
            "{\"model\":\"GLM-4-Air\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";

    static Stream<MarkdownPage.CodeBlock> routes() {
        return MarkdownPage.all().stream()
                .flatMap(page -> Stream.of("yaml", "xml", "java").flatMap(language -> page.blocks(language).stream()))
                .filter(block -> block.code().contains("glm4:"));
    }

    @ParameterizedTest
    @MethodSource("routes")
    void routeRuns(MarkdownPage.CodeBlock block) throws Exception {
        server.otherwise(Reply.completion("An answer."));

        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString(fileName(block), block.code()));

        assertThat(context.getRoutes()).as("routes of %s", block).isNotEmpty();
        for (Route route : List.copyOf(context.getRoutes())) {
            String from = route.getEndpoint().getEndpointBaseUri();
            if (from.startsWith("direct")) {
                Exchange exchange =
                        template.send(route.getEndpoint(), e -> e.getMessage().setBody(body(from)));
                assertThat(exchange.getException()).as("%s", block).isNull();
            }
        }
        server.awaitRequests(1, Duration.ofSeconds(10));
    }

    @Test
    void linksLeadSomewhere() {
        for (MarkdownPage page : MarkdownPage.all()) {
            for (Path link : page.links()) {
                assertThat(Files.exists(link))
                        .as("%s links to %s", page.path(), link)
                        .isTrue();
            }
        }
    }

    private static String body(String from) {
        return from.contains("request") ? REQUEST : "What is a route?";
    }

    private static String fileName(MarkdownPage.CodeBlock block) {
        return switch (block.language()) {
            case "java" ->
                PUBLIC_CLASS
                                .matcher(block.code())
                                .results()
                                .findFirst()
                                .orElseThrow()
                                .group(1) + ".java";
            case "xml" -> "sample.xml";
            default -> "sample.yaml";
        };
    }
}
