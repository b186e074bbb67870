package io.github.camelglm4.gateway;

import static io.github.camelglm4.testing.Patience.LATER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelglm4.testing.FreePort;
import io.github.camelglm4.usage.Caller;
import io.github.camelglm4.usage.KeyDigest;
import io.github.camelglm4.usage.UsageLimits;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where callers can be, as an application names it in its properties. */
@Timeout(60)
class CallerSourcesTest {

    private static final String ON_THE_CLASS_PATH = "io/github/camelglm4/gateway/callers.yaml";

    @TempDir
    Path folder;

    private final int port = FreePort.next();
    private final Main main = new Main();

    @AfterEach
    void stop() {
        main.stop();
    }

    private void start(String callers) throws Exception {
        main.addInitialProperty("camel.main.routes-include-pattern", "false");
        main.addInitialProperty("camel.component.glm4.server-port", String.valueOf(port));
        main.addInitialProperty("camel.component.glm4.server-callers", callers);
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("glm4:m").setBody(constant("yes"));
            }
        });
        main.start();
    }

    private int models(String key) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/v1/models"))
                .header("Authorization", "Bearer " + key)
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).statusCode();
    }

    private void assertKnowsOnly(String key) throws Exception {
        assertThat(models(key)).isEqualTo(200);
        assertThat(models("sk-other")).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:", "resource:file:"})
    void aFile(String prefix) throws Exception {
        Path file = folder.resolve("callers.yaml");
        Files.writeString(file, "- {name: a, key: sk-file}\n");
        start(prefix + file);

        assertKnowsOnly("sk-file");
        Files.writeString(file, "- {name: a, key: sk-changed}\n");
        await().atMost(LATER).until(() -> models("sk-changed") == 200);
        assertKnowsOnly("sk-changed");
    }

    @Test
    void aFileOfJson() throws Exception {
        Path file = folder.resolve("callers.json");
        Files.writeString(file, "[\n\t{\"name\": \"a\", \"key\": \"sk-json\"}\n]\n");
        start("file:" + file);

        assertKnowsOnly("sk-json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"classpath:", "resource:classpath:"})
    void theClassPath(String prefix) throws Exception {
        start(prefix + ON_THE_CLASS_PATH);

        assertKnowsOnly("sk-class-path");
    }

    @Test
    void aCollection() throws Exception {
        Collection<Caller> people = new CopyOnWriteArrayList<>(List.of(caller("sk-one")));
        main.bind("people", people);
        start("#bean:people");

        assertKnowsOnly("sk-one");
        people.add(caller("sk-two"));
        await().atMost(LATER).until(() -> models("sk-two") == 200);
    }

    @Test
    void aSupplier() throws Exception {
        Collection<Caller> people = new CopyOnWriteArrayList<>(List.of(caller("sk-one")));
        Supplier<Collection<Caller>> bean = () -> List.copyOf(people);
        main.bind("people", bean);
        start("#bean:people");

        assertKnowsOnly("sk-one");
        people.add(caller("sk-two"));
        await().atMost(LATER).until(() -> models("sk-two") == 200);
    }

    private static Caller caller(String key) {
        return new Caller(key, Set.of(KeyDigest.of(key)), null, UsageLimits.UNLIMITED, null);
    }
}
