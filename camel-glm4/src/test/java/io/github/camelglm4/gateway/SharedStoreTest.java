package io.github.camelglm4.gateway;

import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelglm4.testing.FreePort;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nodes with one database, configured with the properties of the page. */
@Timeout(60)
class SharedStoreTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    private JdbcConnectionPool database;

    @BeforeEach
    void create() throws Exception {
        database = JdbcConnectionPool.create("jdbc:h2:" + folder.resolve("usage") + ";LOCK_TIMEOUT=20000", "sa", "");
        Files.writeString(
                folder.resolve("callers.yaml"),
                "- {name: a, key: a, requestsPerMinute: 3}\n- {name: b, key: b, tokensPerMonth: 1}\n");
    }

    @AfterEach
    void close() {
        database.dispose();
    }

    private final class Node implements AutoCloseable {

        private final Main main = new Main();
        private final int port = FreePort.next();

        Node() throws Exception {
            main.bind("dataSource", database);
            property("camel.main.routes-include-pattern", "false");
            property("camel.beans.usage", "#class:io.github.camelglm4.usage.jdbc.JdbcUsageStore");
            property("camel.beans.usage.dataSource", "#bean:dataSource");
            property("camel.beans.usage.createTable", "true");
            property("camel.component.glm4.server-usage-store", "#bean:usage");
            property("camel.component.glm4.server-limits-when-store-fails", "refuse");
            property("camel.component.glm4.server-callers", "file:" + folder.resolve("callers.yaml"));
            property("camel.component.glm4.server-port", String.valueOf(port));
            main.configure().addRoutesBuilder(new RouteBuilder() {
                @Override
                public void configure() {
                    from("glm4:m").setBody(constant("yes"));
                }
            });
            main.start();
        }

        private void property(String name, String value) {
            main.addInitialProperty(name, value);
        }

        HttpResponse<String> ask(String key) throws Exception {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://localhost:" + port + "/v1/chat/completions"))
                    .header("Authorization", "Bearer " + key)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(
                            "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}"))
                    .build();
            return CLIENT.send(request, BodyHandlers.ofString());
        }

        @Override
        public void close() {
            main.stop();
        }
    }

    @Test
    void shareLimitsWhichSurviveARestart() throws Exception {
        try (Node first = new Node();
                Node second = new Node()) {
            assertThat(first.ask("b").statusCode()).isEqualTo(200);
            await().atMost(SOON).until(() -> first.ask("b").statusCode() == 429);
            assertThat(first.ask("a").statusCode()).isEqualTo(200);
            assertThat(second.ask("a").statusCode()).isEqualTo(200);
            assertThat(first.ask("a").statusCode()).isEqualTo(200);

            assertThat(second.ask("a").body()).contains("requestsPerMinute of 3 is reached");
        }
        try (Node third = new Node()) {
            assertThat(third.ask("b").body()).contains("insufficient_quota", "tokensPerMonth of 1");
        }
    }
}
