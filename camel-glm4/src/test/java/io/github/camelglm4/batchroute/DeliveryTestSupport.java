package io.github.camelglm4.batchroute;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.Glm4BatchHeaders;
import io.github.camelglm4.Glm4TestSupport;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.json.Fields;
import io.github.camelglm4.json.Json;
import io.github.camelglm4.testing.batch.BatchService;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A route that delivers the batches of the job {@code texts}, and polls when a test tells it. Batches are added without
 * a producer: the line with the text {@code 3} has the id {@code row-000003}.
 */
abstract class DeliveryTestSupport extends CamelTestSupport {

    static final String JOB = "texts";
    static final Map<String, Object> METADATA = Map.of("camelGlm4Job", JOB);

    @RegisterExtension
    final BatchService service = BatchService.start();

    final MemoryIdempotentRepository repository = repository();

    /** Keeps its keys when it is stopped, as a database does. */
    private static MemoryIdempotentRepository repository() {
        return new MemoryIdempotentRepository(new ConcurrentHashMap<>()) {
            @Override
            protected void doStop() {
                // keeps its keys
            }
        };
    }

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        context.getRegistry().bind("delivered", repository);
        configure(context);
        return context;
    }

    /** Sets how the service is called. */
    final void configure(CamelContext context) {
        Glm4BatchComponent component = context.getComponent("glm4-batch", Glm4BatchComponent.class);
        component.getService().setBaseUrl(service.baseUrl());
        component.getService().setApiKey(Glm4TestSupport.KEY);
        component.getRetry().setRetryDelay(1);
    }

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                onException(Exception.class).handled(true).to("mock:failures");
                from(uri("")).routeId("delivery").to("mock:answers");
            }
        };
    }

    /** @param options begin with {@code &}, or are empty */
    static String uri(String options) {
        return "glm4-batch:" + JOB + "?startScheduler=false&idempotentRepository=#bean:delivered" + options;
    }

    /** Replaces the route by one with these options. */
    void route(String options) throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                onException(Exception.class).handled(true).to("mock:failures");
                from(uri(options)).routeId("delivery").to("mock:answers");
            }
        });
    }

    /** Replaces the route. Its id must be {@code delivery}. */
    void route(RouteBuilder routes) throws Exception {
        context.getRouteController().stopRoute("delivery");
        context.removeRoute("delivery");
        context.addRoutes(routes);
    }

    static RouteBuilder routes(Consumer<RouteBuilder> routes) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                routes.accept(this);
            }
        };
    }

    /** Polls once, on this thread. */
    void poll() {
        poll(context);
    }

    static void poll(CamelContext context) {
        consumer(context).run();
    }

    static Glm4BatchConsumer consumer(CamelContext context) {
        return (Glm4BatchConsumer) context.getRoute("delivery").getConsumer();
    }

    /** Adds a batch of these texts. Returns its id when it has ended. */
    String batch(String... texts) {
        String id = service.addBatch(file(texts), METADATA);
        service.awaitStatus(id, "completed");
        return id;
    }

    /** Adds a batch that does not end by itself. */
    String heldBatch(String... texts) {
        service.hold();
        String id = service.addBatch(file(texts), METADATA);
        service.awaitStatus(id, "in_progress");
        return id;
    }

    /** Adds an input file. */
    String file(String... texts) {
        StringBuilder lines = new StringBuilder();
        for (String text : texts) {
            lines.append(Json.writeText(Map.of(
                            "custom_id",
                            id(text),
                            "method",
                            "POST",
                            "url",
                            "/v4/chat/completions",
                            "body",
                            Map.of(
                                    "model",
                                    "GLM-4-Air",
                                    "messages",
                                    List.of(Map.of("role", "user", "content", text))))))
                    .append('\n');
        }
        return service.addFile(lines.toString());
    }

    static String id(String text) {
        return "row-" + "0".repeat(Math.max(0, 6 - text.length())) + text;
    }

    /** Texts {@code 1} to {@code count}. */
    static String[] texts(int count) {
        String[] texts = new String[count];
        for (int i = 0; i < count; i++) {
            texts[i] = String.valueOf(i + 1);
        }
        return texts;
    }

    String fileOf(String batch, String field) {
        return Fields.text(service.batch(batch), field);
    }

    List<Exchange> answers() {
        return received("mock:answers");
    }

    List<Exchange> failures() {
        return received("mock:failures");
    }

    List<Exchange> received(String uri) {
        return context.getEndpoint(uri, MockEndpoint.class).getReceivedExchanges();
    }

    /** The bodies of the answers so far, by the ids of their requests. */
    Map<String, Object> answersById() {
        return byId(answers());
    }

    static Map<String, Object> byId(List<Exchange> exchanges) {
        Map<String, Object> bodies = new TreeMap<>();
        for (Exchange exchange : exchanges) {
            String id = exchange.getMessage().getHeader(Glm4BatchHeaders.REQUEST_ID, String.class);
            assertThat(bodies).as("delivered once").doesNotContainKey(id);
            bodies.put(id, exchange.getMessage().getBody());
        }
        return bodies;
    }

    static Throwable caught(Exchange exchange) {
        return exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    }

    /** The only failure so far. */
    <T extends Glm4Exception> T onlyFailure(Class<T> type) {
        assertThat(failures()).hasSize(1);
        assertThat(caught(failures().get(0))).isInstanceOf(type);
        return type.cast(caught(failures().get(0)));
    }
}
