package io.github.camelglm4.examples.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The report for administrators, beside what was sent over HTTP. */
@Timeout(60)
class UsageDataTest {

    private UsageGateway gateway;

    @BeforeEach
    void start() throws Exception {
        gateway = new UsageGateway("jdbc:h2:mem:" + UUID.randomUUID());
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void countsAgreeWithWhatWasSent() throws Exception {
        for (int i = 0; i < 5; i++) {
            assertThat(gateway.ask("sk-alice", "fast", "").statusCode()).isEqualTo(200);
        }
        for (int i = 0; i < 3; i++) {
            assertThat(gateway.ask("sk-alice", "fast", ",\"stream\":true").body())
                    .endsWith("data: [DONE]\n\n");
        }
        for (int i = 0; i < 4; i++) {
            gateway.ask("sk-bob", "fast", "");
        }
        assertThat(gateway.ask("sk-eve", "fast", "").statusCode()).isEqualTo(401);
        assertThat(gateway.ask("sk-alice", "invented", "").statusCode()).isEqualTo(404);
        try (InputStream stream = gateway.stream("sk-alice").get().body()) {
            gateway.say("Hello", 1);
            assertThat(stream.read()).isPositive();
        }

        await().untilAsserted(() -> {
            JsonNode usage = gateway.report().get("usage");
            JsonNode today = usage.get("today");
            assertThat(today.get("requests").asInt()).isEqualTo(15);
            assertThat(today.get("refused").asInt()).isEqualTo(4);
            assertThat(today.get("canceled").asInt()).isEqualTo(1);
            assertThat(today.get("failed").asInt()).isZero();
            JsonNode alice = line(usage.get("callers"), "alice").get("today");
            assertThat(alice.get("requests").asInt()).isGreaterThanOrEqualTo(9);
            JsonNode bob = line(usage.get("callers"), "bob");
            assertThat(bob.get("today")).isEqualTo(bob.get("last30Days"));
            assertThat(bob.get("today").get("tokens").asInt()).isEqualTo(2 * UsageGateway.TOKENS);
            assertThat(bob.get("today").get("refused").asInt()).isEqualTo(2);
            assertThat(line(usage.get("models"), "fast")
                            .get("today")
                            .get("tokens")
                            .asInt())
                    .isEqualTo(10 * UsageGateway.TOKENS);
            assertThat(usage.get("errors").findValuesAsText("code"))
                    .containsExactlyInAnyOrder(
                            "rate_limit_exceeded", "invalid_api_key", "model_not_found", "client_closed_request");
            assertThat(usage.get("days")).hasSize(30);
            assertThat(usage.get("days").get(29).get("totals")).isEqualTo(today);
        });
    }

    @Test
    void isForTheAdministratorOnly() throws Exception {
        assertThat(gateway.data("Bearer " + UsageGateway.ADMIN_KEY).statusCode())
                .isEqualTo(200);
        assertThat(gateway.data("bearer  " + UsageGateway.ADMIN_KEY).statusCode())
                .isEqualTo(200);
        for (String other : new String[] {null, "Bearer sk-alice", UsageGateway.ADMIN_KEY, "Bearer ", "Basic eDp5"}) {
            HttpResponse<String> refused = gateway.data(other);
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(refused.body()).contains("invalid_admin_key").doesNotContain("alice");
        }
        assertThat(gateway.ask(UsageGateway.ADMIN_KEY, "fast", "").statusCode()).isEqualTo(401);
    }

    @Test
    void sendsNoHeaderBackAndIsNotStored() throws Exception {
        HttpResponse<String> response = gateway.data("Bearer " + UsageGateway.ADMIN_KEY);

        assertThat(response.headers().map().toString()).doesNotContain(UsageGateway.ADMIN_KEY);
        assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
    }

    @Test
    void aStreamIsInFlightUntilItsLastByte() throws Exception {
        CompletableFuture<HttpResponse<InputStream>> response = gateway.stream("sk-alice");
        gateway.say("Hello", 1);
        try (InputStream stream = response.get().body()) {
            assertThat(stream.read()).isPositive();

            await().untilAsserted(() -> assertThat(inFlight("slow")).isEqualTo(1));
            assertThat(inFlight("fast")).isZero();
            gateway.endAnswers();
            stream.readAllBytes();
        }
        await().untilAsserted(() -> assertThat(inFlight("slow")).isZero());
    }

    private int inFlight(String model) throws Exception {
        for (JsonNode calls : gateway.report().get("inFlight")) {
            if (calls.get("model").asText().equals(model)) {
                return calls.get("requests").asInt();
            }
        }
        throw new AssertionError("the report does not contain the model " + model);
    }

    @Test
    void showsWhatIsLeftOfLimits() throws Exception {
        gateway.ask("sk-bob", "fast", "");

        await().untilAsserted(() ->
                assertThat(limit("bob", "tokensPerDay").get("left").asInt()).isEqualTo(1_000 - UsageGateway.TOKENS));
        assertThat(limit("bob", "tokensPerDay").get("allowed").asInt()).isEqualTo(1_000);
        assertThat(limit("bob", "requestsPerMinute").get("left").asInt()).isEqualTo(1);
        // reading is no request
        assertThat(gateway.ask("sk-bob", "fast", "").statusCode()).isEqualTo(200);
        assertThat(limit("alice", "maxConcurrentRequests").get("left").isNull()).isTrue();
        assertThat(gateway.report().get("limits").get("callers")).hasSize(2);
    }

    private JsonNode limit(String caller, String limit) throws Exception {
        for (JsonNode one : gateway.report().get("limits").get("callers")) {
            if (one.get("caller").asText().equals(caller)) {
                for (JsonNode state : one.get("limits")) {
                    if (state.get("limit").asText().equals(limit)) {
                        return state;
                    }
                }
            }
        }
        throw new AssertionError(caller + " has no limit " + limit);
    }

    private static JsonNode line(JsonNode table, String name) {
        for (JsonNode line : table.get("lines")) {
            if (line.get("name").asText().equals(name)) {
                return line;
            }
        }
        throw new AssertionError(name + " is not in " + table);
    }

    @Test
    void aDatabaseThatIsDownIsAClearError() throws Exception {
        Server database = Server.createTcpServer("-tcpPort", "0", "-ifNotExists", "-baseDir", "mem:")
                .start();
        String[] port = {"-tcpPort", String.valueOf(database.getPort()), "-ifNotExists"};
        try (UsageGateway other =
                new UsageGateway("jdbc:h2:tcp://localhost:" + database.getPort() + "/mem:down;DB_CLOSE_DELAY=-1")) {
            assertThat(other.ask("sk-alice", "fast", "").statusCode()).isEqualTo(200);
            await().untilAsserted(() -> assertThat(
                            other.report().at("/usage/today/requests").asInt())
                    .isEqualTo(1));
            database.stop();

            await().untilAsserted(() -> assertThat(
                            other.data("Bearer " + UsageGateway.ADMIN_KEY).statusCode())
                    .isEqualTo(503));
            assertThat(other.data("Bearer " + UsageGateway.ADMIN_KEY).body()).contains("usage_unavailable");
            assertThat(other.data("Bearer sk-alice").statusCode()).isEqualTo(401);
            assertThat(other.ask("sk-alice", "fast", "").statusCode()).isEqualTo(200);

            database = Server.createTcpServer(port).start();
            await().untilAsserted(() -> assertThat(
                            other.report().at("/usage/today/requests").asInt())
                    .isEqualTo(2));
        } finally {
            database.stop();
        }
    }
}
