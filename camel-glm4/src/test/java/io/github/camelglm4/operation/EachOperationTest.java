package io.github.camelglm4.operation;

import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.camelglm4.Glm4Component;
import io.github.camelglm4.Glm4TestSupport;
import io.github.camelglm4.error.Glm4AuthenticationException;
import io.github.camelglm4.error.Glm4ConnectionException;
import io.github.camelglm4.error.Glm4ContentFilterException;
import io.github.camelglm4.error.Glm4ContextLengthException;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.error.Glm4OverloadedException;
import io.github.camelglm4.error.Glm4QuotaException;
import io.github.camelglm4.error.Glm4RateLimitException;
import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.error.Glm4ResponseException;
import io.github.camelglm4.error.Glm4ServerException;
import io.github.camelglm4.error.Glm4TimeoutException;
import io.github.camelglm4.json.Json;
import io.github.camelglm4.service.ServiceComponent;
import io.github.camelglm4.service.ServiceEndpoint;
import io.github.camelglm4.testing.LogCapture;
import io.github.camelglm4.testing.RecordedRequest;
import io.github.camelglm4.testing.Reply;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the schemes of all operations have in common with each other, and with {@code glm4}. */
@Timeout(60)
class EachOperationTest extends Glm4TestSupport {

    private static final String EMBEDDING = "glm4-embedding:m";
    private static final String RERANK = "glm4-rerank:m";
    private static final String MODERATION = "glm4-moderation:m";

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        context.getRegistry().bind("meters", meters);
        return context;
    }

    /** An answer that all operations understand. */
    private static Reply answer(RecordedRequest request) {
        List<Object> vectors = new ArrayList<>();
        List<Object> scores = new ArrayList<>();
        List<?> texts = request.json().get("documents") instanceof List<?> documents
                ? documents
                : request.json().get("input") instanceof List<?> inputs ? inputs : List.of();
        for (int index = 0; index < texts.size(); index++) {
            vectors.add(Map.of("index", index, "embedding", List.of(1, 0.5)));
            scores.add(Map.of("index", index, "relevance_score", 0.5));
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", "i1");
        json.put("request_id", "q1");
        json.put("model", "m1");
        json.put("data", vectors);
        json.put("results", scores);
        json.put("result_list", List.of(Map.of("risk_level", "PASS")));
        json.put("usage", Map.of("prompt_tokens", 3, "completion_tokens", 0, "total_tokens", 3));
        return Reply.json(Json.writeText(json));
    }

    private static Processor message(Object body) {
        return exchange -> {
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeader("CamelGlm4RerankQuery", "Which?");
        };
    }

    private Exchange asked(String uri) {
        return template.send(uri, message(List.of("a")));
    }

    private Glm4Component glm4() {
        return context.getComponent("glm4", Glm4Component.class);
    }

    @ParameterizedTest
    @CsvSource({
        EMBEDDING + ", /v1/embeddings, embeddings",
        RERANK + ", /v1/rerank, rerank",
        MODERATION + ", /v1/moderations, moderation"
    })
    void headersAndMetersReportTheCall(String uri, String path, String operation) {
        server.enqueue(Reply.error(503, "1305", "busy")).otherwise(EachOperationTest::answer);

        Exchange exchange = template.send(uri, asked -> {
            message(List.of("a")).process(asked);
            asked.getMessage().setHeader("mine", "stays");
            asked.getMessage().setHeader("CamelGlm4FinishReason", "stop");
            asked.getMessage().setHeader("CamelGlm4ReasoningTokens", 7L);
        });

        assertThat(failure(exchange)).isNull();
        assertThat(exchange.getMessage().getHeaders())
                .containsEntry("mine", "stays")
                .containsEntry("CamelGlm4RequestModel", "m")
                .containsEntry("CamelGlm4ResponseModel", "m1")
                .containsEntry("CamelGlm4ResponseId", "i1")
                .containsEntry("CamelGlm4ServerRequestId", "q1")
                .containsEntry("CamelGlm4PromptTokens", 3L)
                .containsEntry("CamelGlm4TotalTokens", 3L)
                .containsEntry("CamelGlm4Attempts", 2)
                .as("of an earlier call")
                .doesNotContainKeys("CamelGlm4FinishReason", "CamelGlm4ReasoningTokens");
        assertThat(server.requests()).hasSize(2).allSatisfy(request -> {
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.path()).isEqualTo(path);
            assertThat(request.header("Authorization")).isEqualTo("Bearer " + KEY);
        });
        assertThat(meters.get("gen_ai.client.operation.duration")
                        .tag("gen_ai.operation.name", operation)
                        .timer()
                        .count())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {EMBEDDING, RERANK, MODERATION})
    void failuresAreThoseOfGlm4AndTheMessageStays(String uri) {
        Map<Class<? extends Glm4Exception>, Reply> failures = new LinkedHashMap<>();
        // first: a later request would be sent again, because its connection was used before
        failures.put(Glm4ConnectionException.class, Reply.raw().close());
        failures.put(Glm4AuthenticationException.class, Reply.error(401, "1000", "no"));
        failures.put(Glm4RateLimitException.class, Reply.error(429, "1302", "no"));
        failures.put(Glm4OverloadedException.class, Reply.error(503, "1305", "no"));
        failures.put(Glm4QuotaException.class, Reply.error(429, "1113", "no"));
        failures.put(Glm4ContextLengthException.class, Reply.error(400, "1261", "no"));
        failures.put(Glm4ContentFilterException.class, Reply.error(400, "1301", "no"));
        failures.put(Glm4RequestException.class, Reply.error(400, "1210", "no"));
        failures.put(Glm4ServerException.class, Reply.error(200, "500", "no"));
        failures.put(Glm4ResponseException.class, Reply.json("{"));
        Map<String, Object> headers = Map.of("CamelGlm4RerankQuery", "Which?", "CamelGlm4Attempts", 7);
        List<String> body = List.of("a");

        failures.forEach((type, reply) -> {
            server.enqueue(reply);
            Exchange exchange = ask(uri + "?maxRetries=0", body, headers);

            assertThat(failure(exchange)).isExactlyInstanceOf(type);
            assertThat(exchange.getProperty("CamelAiErrorCategory"))
                    .as(type.getName())
                    .isNotNull();
            assertThat(exchange.getMessage().getBody()).isSameAs(body);
            assertThat(exchange.getMessage().getHeaders()).isEqualTo(new HashMap<>(headers));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {EMBEDDING, RERANK, MODERATION})
    void optionsThatAreNotSetAreThoseOfGlm4(String uri) {
        glm4().getService().setAdditionalHeaders("Tenant=one");
        glm4().getTimeouts().setResponseTimeout(300);
        glm4().getRetry().setMaxRetries(1);
        glm4().getConcurrency().setMaxConcurrentRequests(5);
        glm4().getTransport().setSslContextParameters(new SSLContextParameters());
        ServiceEndpoint endpoint = (ServiceEndpoint) context.getEndpoint(uri);

        assertThat(endpoint.getCalls()).usingRecursiveComparison().isEqualTo(glm4().calls());
        glm4().getTransport().setSslContextParameters(null);

        // seen by the service: the header, the timeout, and one retry
        server.enqueue(Reply.error(503, "1305", "busy")).otherwise(Reply.raw().never());
        assertThat(failure(asked(uri + "?requestTimeout=0"))).isExactlyInstanceOf(Glm4TimeoutException.class);
        assertThat(server.requests())
                .hasSize(2)
                .allSatisfy(request -> assertThat(request.header("Tenant")).isEqualTo("one"));
    }

    @ParameterizedTest
    @ValueSource(strings = {EMBEDDING, RERANK, MODERATION})
    void proxyIsThatOfGlm4(String uri) {
        server.otherwise(EachOperationTest::answer);
        glm4().getService().setBaseUrl("http://service.invalid/v1");
        glm4().getTransport().setProxyHost("127.0.0.1");
        glm4().getTransport().setProxyPort(server.port());

        assertThat(failure(asked(uri))).isNull();
        assertThat(server.takeRequest(SOON).path()).startsWith("http://service.invalid/v1/");
    }

    @ParameterizedTest
    @CsvSource({
        "glm4-embedding, dimensions, 256, dimensions",
        "glm4-rerank, topN, 1, top_n",
    })
    void optionsOfTheOwnComponentAreDefaults(String scheme, String option, int value, String sent) {
        server.otherwise(EachOperationTest::answer);
        set(scheme, option, String.valueOf(value));

        assertThat(failure(asked(scheme + ":m"))).isNull();
        assertThat(server.takeRequest(SOON).json()).containsEntry(sent, value);
    }

    @Test
    void rejectAtOfTheComponentIsTheDefault() {
        server.otherwise(Reply.json("{\"result_list\":[{\"risk_level\":\"REJECT\"}]}"));
        set("glm4-moderation", "rejectAt", "REVIEW");

        assertThat(failure(asked(MODERATION))).isExactlyInstanceOf(Glm4ContentFilterException.class);
        assertThat(failure(asked(MODERATION + "?rejectAt=none"))).isNull();
    }

    @ParameterizedTest
    @CsvSource({"glm4-embedding, dimensions, 256", "glm4-rerank, topN, 7", "glm4-moderation, rejectAt, REJECT"})
    void optionOfAnEndpointIsNotThatOfAnother(String scheme, String option, String value) {
        PropertyConfigurerGetter options = (PropertyConfigurerGetter)
                context.getComponent(scheme, ServiceComponent.class).getEndpointPropertyConfigurer();

        Endpoint with = context.getEndpoint(scheme + ":m?" + option + "=" + value);
        Endpoint without = context.getEndpoint(scheme + ":m");

        assertThat(options.getOptionValue(with, option, false)).hasToString(value);
        assertThat(String.valueOf(options.getOptionValue(without, option, false)))
                .isNotEqualTo(value);
    }

    private void set(String scheme, String option, Object value) {
        ServiceComponent component = context.getComponent(scheme, ServiceComponent.class);
        assertThat(component.getComponentPropertyConfigurer().configure(context, component, option, value, true))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {EMBEDDING, RERANK, MODERATION})
    void keyOfAnExchangeOverridesThatOfTheEndpoint(String uri) {
        server.otherwise(EachOperationTest::answer);

        template.send(uri, exchange -> {
            message(List.of("a")).process(exchange);
            exchange.setProperty("CamelGlm4ApiKey", "another-key");
        });

        assertThat(server.takeRequest(SOON).header("Authorization")).isEqualTo("Bearer another-key");
    }

    @ParameterizedTest
    @ValueSource(strings = {EMBEDDING, RERANK, MODERATION})
    void gateIsSharedWithChatsOfTheSameKeyAndModel(String uri) {
        glm4().getConcurrency().setMaxConcurrentRequests(1);
        CompletableFuture<Void> answered = new CompletableFuture<>();
        server.enqueue(Reply.completion("fine").after(answered)).otherwise(EachOperationTest::answer);

        CompletableFuture<Exchange> chat = template.asyncSend("glm4:m", message("hello"));
        server.awaitRequests(1, SOON);
        CompletableFuture<Exchange> operation = template.asyncSend(uri, message(List.of("a")));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(glm4().activity().models())
                        .singleElement()
                        .satisfies(counts -> assertThat(counts.queued()).isEqualTo(1)));
        assertThat(server.requests()).hasSize(1);
        answered.complete(null);

        assertThat(chat).succeedsWithin(SOON);
        assertThat(operation)
                .succeedsWithin(SOON)
                .satisfies(done -> assertThat(failure(done)).isNull());
    }

    @ParameterizedTest
    @CsvSource({EMBEDDING + "?maxInputs=1, 10", RERANK + ", 700", MODERATION + ", 10"})
    void fourRequestsOfAMessageRunAtTheSameTime(String uri, int texts) {
        CompletableFuture<Void> answered = new CompletableFuture<>();
        server.otherwise(request -> answer(request).after(answered));
        List<String> body = IntStream.range(0, texts).mapToObj(i -> "a").toList();

        CompletableFuture<Exchange> exchange = template.asyncSend(uri, message(body));
        server.awaitRequests(4, SOON);
        assertThat(server.requests()).hasSize(4);
        assertThat(glm4Client().inFlight()).isEqualTo(4);
        answered.complete(null);

        assertThat(exchange).succeedsWithin(SOON).satisfies(done -> {
            assertThat(failure(done)).isNull();
            assertThat(done.getMessage().getHeader("CamelGlm4Attempts"))
                    .isEqualTo(server.requests().size());
            assertThat(done.getMessage().getHeader("CamelGlm4PromptTokens"))
                    .isEqualTo(3L * server.requests().size());
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {EMBEDDING, RERANK, MODERATION})
    void noThreadWaits(String uri) throws Exception {
        CompletableFuture<Void> answered = new CompletableFuture<>();
        server.otherwise(request -> answer(request).after(answered));
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("seda:one?concurrentConsumers=1").to(uri).to("mock:done");
            }
        });
        getMockEndpoint("mock:done").expectedMessageCount(20);

        for (int i = 0; i < 20; i++) {
            template.send("seda:one", message(List.of("a")));
        }
        server.awaitRequests(20, SOON);

        answered.complete(null);
        getMockEndpoint("mock:done").assertIsSatisfied();
    }

    @ParameterizedTest
    @CsvSource({"glm4-embedding, embedding-3", "glm4-rerank, rerank", "glm4-moderation, moderation"})
    void modelIsRequired(String scheme, String example) {
        assertThatThrownBy(() -> context.getEndpoint(scheme + ":%20"))
                .hasRootCauseMessage("the model is missing: use " + scheme + ":" + example + ", or " + scheme
                        + ":* if each message names its model");
    }

    @Test
    void endpointWithoutAModelHoldsNoGate() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:texts").to("glm4-embedding:*?maxConcurrentRequests=1");
                from("direct:vectors").to("glm4-embedding:*?maxConcurrentRequests=2");
            }
        });

        assertThat(context.getRoutes()).hasSize(2);
    }

    @Test
    void producerThatIsNotStartedReadsTheOptions() throws Exception {
        server.otherwise(EachOperationTest::answer);
        Exchange exchange = context.getEndpoint(EMBEDDING).createExchange();
        exchange.getMessage().setBody("a");

        context.getEndpoint(EMBEDDING).createProducer().process(exchange);

        assertThat(exchange.getMessage().getBody()).isEqualTo(List.of(1f, 0.5f));
    }

    @Test
    void keyThatTheServiceRepeatsIsMasked() {
        server.otherwise(Reply.json("{\"id\":\"" + KEY + "\",\"model\":\"" + KEY + "\",\"request_id\":\"" + KEY
                + "\",\"result_list\":[{\"risk_level\":\"PASS\"}]}"));

        Exchange exchange = asked(MODERATION);

        assertThat(exchange.getMessage().getHeaders())
                .containsEntry("CamelGlm4ResponseId", "xxxxxx")
                .containsEntry("CamelGlm4ResponseModel", "xxxxxx")
                .containsEntry("CamelGlm4ServerRequestId", "xxxxxx");
    }

    @Test
    void placeholderInTheModelIsLogged() throws Exception {
        try (LogCapture logs = new LogCapture("io.github.camelglm4")) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:vectors").to("glm4-embedding:${header.model}");
                }
            });

            assertThat(logs.text()).contains("the name of the model contains ${header.model}");
        }
    }

    @Test
    void misspelledHeaderIsLogged() {
        server.otherwise(EachOperationTest::answer);
        try (LogCapture logs = new LogCapture("io.github.camelglm4")) {
            ask(EMBEDDING, "a", Map.of("CamelGlm4Modell", "x"));

            assertThat(logs.text()).contains("the header CamelGlm4Modell is not known and has no effect");
        }
    }

    @Test
    void refusedMessageHasNoStackTrace() {
        assertThat(failure(ask(EMBEDDING, ""))).isInstanceOf(Glm4RequestException.class);
        assertThat(failure(ask(EMBEDDING, "")).getStackTrace()).isEmpty();
    }
}
