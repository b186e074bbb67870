package io.github.camelglm4.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.Glm4Component;
import io.github.camelglm4.Glm4Endpoint;
import io.github.camelglm4.Glm4TestSupport;
import io.github.camelglm4.testing.RecordedRequest;
import io.github.camelglm4.testing.Reply;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Route;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.test.AvailablePortFinder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every route that the documentation shows loads and runs; every link leads somewhere. */
class DocSamplesTest extends Glm4TestSupport {

    private static final Pattern PUBLIC_CLASS = Pattern.compile("public class (\\w+)");
    private static final String REQUEST =
            "{\"model\":\"GLM-4-Air\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";

    private static final byte[] PICTURE = {(byte) 0x89, 'P', 'N', 'G'};

    @TempDir
    Path photos;

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        context.getComponent("glm4", Glm4Component.class)
                .getServer()
                .setServerPort(AvailablePortFinder.getNextAvailable());
        return context;
    }

    static Stream<MarkdownPage.CodeBlock> routes() {
        return MarkdownPage.all().stream()
                .flatMap(page -> Stream.of("yaml", "xml", "java").flatMap(language -> page.blocks(language).stream()))
                .filter(block -> block.code().contains("glm4:"));
    }

    @ParameterizedTest
    @MethodSource("routes")
    void routeRuns(MarkdownPage.CodeBlock block) throws Exception {
        server.otherwise(DocSamplesTest::answer);

        String code = block.code().replace("file:photos", "file:" + photos());
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString(fileName(block), code));

        assertThat(context.getRoutes()).as("routes of %s", block).isNotEmpty();
        for (Route route : List.copyOf(context.getRoutes())) {
            String from = route.getEndpoint().getEndpointBaseUri();
            if (from.startsWith("direct")) {
                Exchange exchange = template.send(route.getEndpoint(), e -> fill(e.getMessage(), from));
                assertThat(exchange.getException()).as("%s", block).isNull();
            } else if (route.getEndpoint() instanceof Glm4Endpoint endpoint) {
                int expected = block.code().contains("CamelHttpResponseCode") ? 503 : 200;
                assertThat(ask(endpoint)).as("%s", block).isEqualTo(expected);
            }
        }
        if (block.code().toLowerCase(Locale.ROOT).contains("glm4:glm")) {
            server.awaitRequests(1, Duration.ofSeconds(10));
        }
        if (block.code().contains("photo")) {
            assertThat(server.takeRequest(Duration.ZERO).text()).contains("data:image/png;base64,");
        }
    }

    /** What samples with typed answers ask for. */
    private static Reply answer(RecordedRequest request) {
        String asked = request.text();
        if (!asked.contains("response_format")) {
            return Reply.completion("An answer.");
        }
        return Reply.completion(
                asked.contains("DELIVERY")
                        ? "{\"value\": \"DELIVERY\"}"
                        : "{\"number\": \"A-17\", \"day\": \"2026-01-31\", \"items\": [], \"total\": 37.50}");
    }

    private static int ask(Glm4Endpoint endpoint) throws Exception {
        String url = "http://localhost:" + endpoint.getServer().getServerPort() + "/v1/chat/completions";
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer sk-alice")
                .POST(HttpRequest.BodyPublishers.ofString(REQUEST.replace("GLM-4-Air", endpoint.getModel())))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
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

    private String photos() throws IOException {
        Files.write(photos.resolve("photo.png"), PICTURE);
        return photos.toString();
    }

    private static void fill(Message message, String from) {
        message.setHeader("customer", "anna");
        if (from.contains("photo")) {
            message.setBody(PICTURE);
            message.setHeader(Exchange.CONTENT_TYPE, "image/png");
            message.setHeader("claim", 7);
        } else {
            message.setBody(from.contains("request") ? REQUEST : "What is a route?");
        }
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
