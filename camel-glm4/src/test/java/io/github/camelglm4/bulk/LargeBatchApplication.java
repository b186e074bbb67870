package io.github.camelglm4.bulk;

import java.util.BitSet;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** The application of {@link LargeBatchTest}: submits texts that it makes one by one, and checks all answers. */
public final class LargeBatchApplication {

    private static final String ID = "request-";

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final int requests;
    private final int characters;
    private final BitSet delivered = new BitSet();
    private int twice;
    private int wrong;
    private final long started = System.nanoTime();

    private LargeBatchApplication(int requests, int characters) {
        this.requests = requests;
        this.characters = characters;
    }

    public static void main(String[] arguments) throws Exception {
        LargeBatchApplication application =
                new LargeBatchApplication(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
        try {
            application.run(arguments[0]);
        } catch (Throwable e) {
            System.out.println("submitted=" + e);
            System.out.println("outcome=" + e);
        }
    }

    private void run(String baseUrl) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:submit").to("glm4-batch:large?model=GLM-4-Air&baseUrl=" + baseUrl);
                from("glm4-batch:large?initialDelay=500&delay=1000&baseUrl=" + baseUrl)
                        .process(LargeBatchApplication.this::deliver);
            }
        });
        context.start();
        Exchange submitted = context.createProducerTemplate()
                .request("direct:submit", exchange -> exchange.getMessage().setBody(texts()));
        if (submitted.getException() != null) {
            throw submitted.getException();
        }
        Object ids = submitted.getMessage().getHeader("CamelGlm4BatchId");
        int batches = ids instanceof Collection<?> list ? list.size() : 1;
        int lines = submitted.getMessage().getBody(List.class).size();
        System.out.println("submitted=" + lines + " requests in " + batches + " batch" + (batches == 1 ? "" : "es"));
    }

    private Iterator<String> texts() {
        return IntStream.range(0, requests).mapToObj(this::text).iterator();
    }

    /** Begins with its number. */
    private String text(int number) {
        String beginning = ID + number + " ";
        return beginning + "x".repeat(Math.max(0, characters - beginning.length()));
    }

    /** Answers are delivered one after the other. */
    private void deliver(Exchange exchange) {
        String answer = exchange.getMessage().getBody(String.class);
        String text = new StringBuilder(answer).reverse().toString();
        int number = Integer.parseInt(text.substring(ID.length(), text.indexOf(' ')));
        wrong += text.equals(text(number)) ? 0 : 1;
        twice += delivered.get(number) ? 1 : 0;
        delivered.set(number);
        if (delivered.cardinality() == requests) {
            long seconds = (System.nanoTime() - started) / 1_000_000_000;
            System.out.println(
                    "outcome=delivered " + requests + ", twice " + twice + ", wrong " + wrong + ", " + seconds + " s");
        }
    }
}
