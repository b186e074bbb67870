package io.github.camelglm4.examples.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelglm4.examples.gateway.usage.UsageHistory;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.SubmissionPublisher;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;

/** A gateway whose service is played by the test: the model fast answers at once, and slow says what the test says. */
final class UsageGateway implements AutoCloseable {

    static final String ADMIN_KEY = "admin-for-tests";

    /** What an answer of the model fast costs. */
    static final int TOKENS = 7;

    static final String CALLERS = """
            - {name: alice, key: sk-alice, maxConcurrentRequests: 4}
            - {name: bob, key: sk-bob, requestsPerMinute: 2, tokensPerDay: 1000}
            - {name: carol, key: sk-carol}
            """;

    private static final String MODELS = """
            - {name: fast, upstreams: [{model: fast, baseUrl: "http://localhost:PORT/v1", apiKey: any}]}
            - {name: slow, upstreams: [{model: slow, baseUrl: "http://localhost:PORT/v1", apiKey: any}]}
            """;

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SubmissionPublisher<String> words = new SubmissionPublisher<>();
    private final CamelContext service = new DefaultCamelContext();
    private final RunningGateway gateway;

    /** @param database a JDBC URL */
    UsageGateway(String database) throws Exception {
        this(database, CALLERS);
    }

    /**
     * @param database a JDBC URL
     * @param callers YAML
     */
    UsageGateway(String database, String callers) throws Exception {
        int servicePort = Http.freePort();
        service.addRoutes(service(servicePort));
        service.start();
        gateway = RunningGateway.start(
                MODELS.replace("PORT", String.valueOf(servicePort)),
                callers,
                Map.of("GATEWAY_DATABASE", database, "GATEWAY_ADMIN_KEY", ADMIN_KEY));
    }

    private RouteBuilder service(int servicePort) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("glm4:fast?serverPort=" + servicePort)
                        .setHeader("CamelGlm4PromptTokens", constant(3))
                        .setHeader("CamelGlm4CompletionTokens", constant(4))
                        .setBody(constant("Hello"));
                from("glm4:slow?serverPort=" + servicePort)
                        .process(exchange -> exchange.getMessage().setBody(words));
            }
        };
    }

    String pageUrl() {
        return gateway.url() + "usage";
    }

    /** Says it in the answers of the model slow, after waiting until so many have begun. */
    void say(String text, int answers) {
        Awaitility.await().until(() -> words.getNumberOfSubscribers() == answers);
        words.submit(text);
    }

    /** Ends all answers of the model slow. */
    void endAnswers() {
        words.close();
    }

    HttpResponse<String> ask(String key, String model, String more) throws Exception {
        return Http.ask(gateway.port(), model, key, more);
    }

    /** Begins a stream of the model slow. */
    CompletableFuture<HttpResponse<InputStream>> stream(String key) {
        return CLIENT.sendAsync(
                Http.request(gateway.port(), "slow", key, ",\"stream\":true"), BodyHandlers.ofInputStream());
    }

    /** Adds a call of today to the history. */
    void used(String caller, String model, long tokens) {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        gateway.bean("usageHistory", UsageHistory.class).record(CompanyUsage.record(today, caller, model, tokens, 0));
    }

    /** @param authorization the header, or null */
    HttpResponse<String> data(String authorization) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(gateway.url() + "usage/data"));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    JsonNode report() throws Exception {
        return JSON.readTree(data("Bearer " + ADMIN_KEY).body());
    }

    @Override
    public void close() {
        words.close();
        gateway.close();
        service.stop();
    }
}
