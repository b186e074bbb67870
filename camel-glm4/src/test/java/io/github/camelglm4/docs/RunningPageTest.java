package io.github.camelglm4.docs;

import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.testing.FreePort;
import io.github.camelglm4.testing.Reply;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Samples that cannot run in a test are in src/it/camel-run. */
class RunningPageTest extends DocPageTest {

    @TempDir
    Path folder;

    @SampleOf("running.md#camel-run")
    void asksAsSoonAsItRuns(Sample.Version sample) throws Exception {
        server.otherwise(Reply.completion("A known way to connect applications."));

        sample.load(context);

        assertThat(server.takeRequest(SOON).text())
                .contains("What is an enterprise integration pattern?", "Answer in one sentence.");
    }

    @SampleOf("running.md#camel-run/5")
    void turnsTheBestPassagesIntoVectors(Sample.Version sample) throws Exception {
        String pass = "{\"result_list\":[{\"risk_level\":\"PASS\",\"risk_type\":[]}]}";
        server.otherwise(request -> Reply.json(
                switch (request.path()) {
                    case "/v1/moderations" -> pass;
                    case "/v1/rerank" ->
                        "{\"results\":[{\"index\":2,\"relevance_score\":0.9},"
                                + "{\"index\":0,\"relevance_score\":0.5}]}";
                    default -> "{\"data\":[{\"index\":0,\"embedding\":[1,0]},{\"index\":1,\"embedding\":[0,1]}]}";
                }));
        sample.load(context);

        Exchange exchange =
                ask("direct:passages", List.of("A lamp.", "A chair.", "A red lamp."), Map.of("question", "red?"));

        assertThat(failure(exchange)).isNull();
        assertThat(exchange.getMessage().getBody()).isEqualTo(List.of(List.of(1f, 0f), List.of(0f, 1f)));
        assertThat(logged()).containsExactly("2 vectors for [A red lamp., A lamp.]");
    }

    /** Runs in camel-main, with the property file that the operator mounts. */
    @SampleOf("running.md#camel-k/2")
    void theFlowRuns(Sample.Version sample) throws Exception {
        server.otherwise(Reply.completion("A house."));
        int port = FreePort.next();
        Map<?, ?> integration = (Map<?, ?>) new Load(LoadSettings.builder().build())
                .loadFromString(sample.code().replace("8080", "" + port));
        Map<?, ?> spec = (Map<?, ?>) integration.get("spec");
        String flows = new Dump(DumpSettings.builder().build()).dumpToString(spec.get("flows"));
        Path routes = Files.writeString(folder.resolve("flows.yaml"), flows);
        Path properties = Files.writeString(
                folder.resolve("glm4.properties"),
                "camel.component.glm4.api-key=sk-mounted\ncamel.component.glm4.base-url=" + server.baseUrl() + "\n");

        Main main = new Main();
        main.addInitialProperty("camel.component.properties.location", "file:" + properties);
        main.addInitialProperty("camel.main.routes-include-pattern", "file:" + routes);
        main.start();
        try {
            HttpResponse<String> response = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/v1/chat/completions"))
                                    .header("Content-Type", "application/json")
                                    .POST(
                                            HttpRequest.BodyPublishers.ofString(
                                                    "{\"model\":\"translator\",\"messages\":[{\"role\":\"user\",\"content\":\"房子\"}]}"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(response.body()).contains("A house.");
        } finally {
            main.stop();
        }

        assertThat(server.takeRequest(SOON)).satisfies(request -> {
            assertThat(request.text()).contains("Translate into English.");
            assertThat(request.header("Authorization")).isEqualTo("Bearer sk-mounted");
        });
        assertThat(spec.get("dependencies")).isEqualTo(List.of(ownDependency()));
    }

    private static String ownDependency() throws Exception {
        String pom = Files.readString(Path.of("../pom.xml"));
        String version = pom.substring(pom.indexOf("<revision>") + "<revision>".length(), pom.indexOf("</revision>"));
        return "mvn:io.github.camel-glm4:camel-glm4:" + version;
    }
}
