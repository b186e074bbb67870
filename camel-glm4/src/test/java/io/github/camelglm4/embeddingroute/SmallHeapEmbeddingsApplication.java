package io.github.camelglm4.embeddingroute;

import static org.apache.camel.support.builder.ExpressionBuilder.bodyExpression;
import static org.apache.camel.support.builder.ExpressionBuilder.groupIteratorExpression;

import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** The application of {@link SmallHeapEmbeddingsTest}: sends texts that it makes one by one, and checks all vectors. */
public final class SmallHeapEmbeddingsApplication {

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final AtomicInteger vectors = new AtomicInteger();
    private final AtomicInteger wrong = new AtomicInteger();

    private SmallHeapEmbeddingsApplication() {}

    public static void main(String[] arguments) throws Exception {
        SmallHeapEmbeddingsApplication application = new SmallHeapEmbeddingsApplication();
        application.start(arguments[0]);
        application.run("message", texts(Integer.parseInt(arguments[1]), 0));
        application.run("groups", texts(Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3])));
        Runtime.getRuntime().halt(0);
    }

    private void start(String baseUrl) throws Exception {
        String model = "glm4-embedding:embedding-3?baseUrl=" + baseUrl;
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:message").to(model).process(SmallHeapEmbeddingsApplication.this::check);
                from("direct:groups")
                        .split(groupIteratorExpression(bodyExpression(), null, "1024", false))
                        .streaming()
                        .stopOnException()
                        .to(model)
                        .process(SmallHeapEmbeddingsApplication.this::check)
                        .end();
            }
        });
        context.start();
    }

    private void run(String how, Iterator<String> texts) throws Exception {
        vectors.set(0);
        wrong.set(0);
        long started = System.nanoTime();
        String failure = "";
        try (ProducerTemplate template = context.createProducerTemplate()) {
            Exchange exchange =
                    template.send("direct:" + how, sent -> sent.getMessage().setBody(texts));
            failure = exchange.getException() == null ? "" : ", failure " + exchange.getException();
        } catch (OutOfMemoryError e) {
            failure = ", failure " + e;
        }
        long seconds = (System.nanoTime() - started) / 1_000_000_000;
        System.out.println(how + "=" + vectors + " vectors, wrong " + wrong + ", " + seconds + " s" + failure);
    }

    private static Iterator<String> texts(int count, int characters) {
        return IntStream.range(0, count)
                .mapToObj(number -> text(number, characters))
                .iterator();
    }

    /** Begins with its number. */
    private static String text(int number, int characters) {
        String beginning = number + " ";
        return beginning + "x".repeat(Math.max(0, characters - beginning.length()));
    }

    static int number(String text) {
        return Integer.parseInt(text.substring(0, text.indexOf(' ')));
    }

    private void check(Exchange exchange) {
        List<?> answer = exchange.getMessage().getBody(List.class);
        List<?> texts = exchange.getMessage().getHeader("CamelGlm4EmbeddingText", List.class);
        for (int place = 0; place < answer.size(); place++) {
            List<?> vector = (List<?>) answer.get(place);
            int number = number((String) texts.get(place));
            boolean right = vector.size() == SmallHeapEmbeddingsTest.DIMENSIONS
                    && vector.get(0).equals((float) (number / 1_000))
                    && vector.get(1).equals((float) (number % 1_000));
            wrong.addAndGet(right && number == vectors.get() ? 0 : 1);
            vectors.incrementAndGet();
        }
    }
}
