package io.github.camelglm4.benchmark.embeddings;

import static org.apache.camel.support.builder.ExpressionBuilder.bodyExpression;
import static org.apache.camel.support.builder.ExpressionBuilder.groupIteratorExpression;

import io.github.camelglm4.Glm4Component;
import io.github.camelglm4.benchmark.candidate.Setup;
import io.github.camelglm4.benchmark.measure.PeakMemory;
import io.github.camelglm4.benchmark.scenario.Measurements;
import io.github.camelglm4.benchmark.scenario.Metric;
import io.github.camelglm4.benchmark.scenario.Parameters;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * Embeds the texts of an Iterator, after a warm-up. Parameters: {@code form}, which is {@code MESSAGE} or
 * {@code GROUPS}, {@code baseUrl}, the number of {@code texts}, and the permits of the gate ({@code inFlight}).
 */
public final class EmbeddingProcess {

    /** {@code maxInputs} by default. */
    private static final int TEXTS_A_REQUEST = 64;

    /** Requests of a group for each permit. */
    private static final int REQUESTS_OF_A_GROUP = 16;

    /** The service counts texts by the first character. */
    private static final String BEGINNING = "# ";

    private static final String REST = " A passage of a document, with a few sentences.".repeat(8);

    private final CamelContext context = new DefaultCamelContext();
    private final AtomicInteger vectors = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();

    private EmbeddingProcess() {}

    public static void main(String[] arguments) {
        int exit = 0;
        try {
            new EmbeddingProcess().measure(new Parameters(List.of(arguments)), new Measurements(System.out));
        } catch (Exception e) {
            e.printStackTrace();
            exit = 1;
        }
        System.out.flush();
        // without cleanup: all is measured
        Runtime.getRuntime().halt(exit);
    }

    private void measure(Parameters parameters, Measurements measurements) throws Exception {
        int inFlight = parameters.number("inFlight");
        int group = TEXTS_A_REQUEST * inFlight * REQUESTS_OF_A_GROUP;
        Glm4Component component = context.getComponent("glm4", Glm4Component.class);
        component.getService().setBaseUrl(parameters.text("baseUrl"));
        component.getService().setApiKey(Setup.API_KEY);
        component.getConcurrency().setMaxConcurrentRequests(inFlight);
        context.addRoutes(routes(group, 2 * inFlight));
        context.start();

        embed(parameters.text("form"), group);
        long started = System.nanoTime();
        embed(parameters.text("form"), parameters.number("texts"));
        double seconds = (System.nanoTime() - started) / 1e9;

        measurements.add(Metric.CALLS, requests.get());
        measurements.add(Metric.CALLS_PER_SECOND, requests.get() / seconds);
        measurements.add(Metric.PEAK_MEMORY_BYTES, PeakMemory.bytes());
    }

    /**
     * Twice as many requests of a message as permits: the next ones wait for a permit, not for an answer to be read.
     */
    private RouteBuilder routes(int group, int parallel) {
        String model = "glm4-embedding:embedding-3?maxParallelRequests=" + parallel;
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:MESSAGE").to(model).process(EmbeddingProcess.this::count);
                from("direct:GROUPS")
                        .split(groupIteratorExpression(bodyExpression(), null, String.valueOf(group), false))
                        .streaming()
                        .stopOnException()
                        .to(model)
                        .process(EmbeddingProcess.this::count)
                        .end();
            }
        };
    }

    private void count(Exchange exchange) {
        vectors.addAndGet(exchange.getMessage().getBody(List.class).size());
        requests.addAndGet(exchange.getMessage().getHeader("CamelGlm4Attempts", Integer.class));
    }

    private void embed(String form, int texts) throws Exception {
        vectors.set(0);
        requests.set(0);
        Iterator<String> all = IntStream.range(0, texts)
                .mapToObj(number -> BEGINNING + number + REST)
                .iterator();
        Exchange exchange = context.createProducerTemplate()
                .send("direct:" + form, sent -> sent.getMessage().setBody(all));
        if (exchange.getException() != null) {
            throw exchange.getException();
        }
        if (vectors.get() != texts) {
            throw new IllegalStateException(vectors + " vectors of " + texts + " texts");
        }
    }
}
