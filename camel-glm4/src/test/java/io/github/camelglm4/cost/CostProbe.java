package io.github.camelglm4.cost;

import com.sun.management.ThreadMXBean;
import io.github.camelglm4.ChatCompletionStream;
import io.github.camelglm4.Glm4Component;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * The application of {@link CostTest}, for a process of its own: makes calls and streams, and says what they cost. What
 * is counted is what the JVM says each of its threads has allocated.
 */
public final class CostProbe {

    private static final int ROUNDS = 5;
    private static final int CALLS = 200;
    private static final int STREAMS = 3;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final DefaultCamelContext context = new DefaultCamelContext();

    private CostProbe() {}

    public static void main(String[] arguments) throws Exception {
        CostProbe probe = new CostProbe();
        try {
            probe.start(arguments[0]);
            probe.run(arguments[1]);
        } finally {
            probe.context.close();
        }
    }

    private void start(String baseUrl) throws Exception {
        context.getComponent("glm4", Glm4Component.class).getService().setBaseUrl(baseUrl);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:call").to("glm4:a");
                from("direct:keyed").to("glm4:a?apiKey=0123456789abcdef.Abcdefgh12345678");
                from("direct:read").to("glm4:a?stream=true").process(CostProbe::read);
                from("direct:push").to("glm4:a?streamTo=direct:chunk");
                from("direct:chunk").process(exchange -> exchange.getMessage().getBody(String.class));
            }
        });
        context.start();
    }

    private void run(String what) throws Exception {
        System.out.println(
                switch (what) {
                    case "call" -> bytes("direct:call", CALLS) / CALLS;
                    case "keyed" -> bytes("direct:keyed", CALLS) / CALLS;
                    case "read" -> bytes("direct:read", STREAMS) / (STREAMS * CostTest.CHUNKS);
                    case "push" -> bytes("direct:push", STREAMS) / (STREAMS * CostTest.CHUNKS);
                    case "threads" -> peakThreads();
                    default -> throw new IllegalArgumentException(what);
                });
    }

    private static void read(Exchange exchange) {
        int chunks = 0;
        for (Message chunk : exchange.getMessage().getBody(ChatCompletionStream.class)) {
            chunks += chunk.getBody(String.class).length();
        }
        exchange.getMessage().setBody(chunks);
    }

    /** The least of some rounds: what else happens in a JVM, loading of classes for one thing, only adds to it. */
    private long bytes(String uri, int times) throws Exception {
        long least = Long.MAX_VALUE;
        for (int round = 0; round <= ROUNDS; round++) {
            long before = allocated();
            for (int i = 0; i < times; i++) {
                send(1, uri);
            }
            long now = allocated() - before;
            // the first round is there to load classes
            least = round == 0 ? least : Math.min(least, now);
        }
        return least;
    }

    private long allocated() {
        return LongStream.of(threads.getThreadAllocatedBytes(threads.getAllThreadIds()))
                .filter(bytes -> bytes > 0)
                .sum();
    }

    /** Of the whole process. The service answers when all are there. */
    private long peakThreads() throws Exception {
        send(CostTest.AT_ONCE, "direct:call", "direct:push");
        return threads.getPeakThreadCount();
    }

    /** Sends this number of concurrent requests to each endpoint, and waits for all answers. */
    private void send(int times, String... uris) throws Exception {
        CountDownLatch answers = new CountDownLatch(times * uris.length);
        AtomicReference<Exception> failure = new AtomicReference<>();
        for (String uri : uris) {
            AsyncProducer producer = context.getEndpoint(uri).createAsyncProducer();
            producer.start();
            for (int i = 0; i < times; i++) {
                Exchange exchange = producer.getEndpoint().createExchange();
                exchange.getMessage().setBody("What is the capital of France?");
                producer.process(exchange, doneSync -> {
                    failure.compareAndSet(null, exchange.getException());
                    answers.countDown();
                });
            }
        }
        answers.await();
        if (failure.get() != null) {
            throw failure.get();
        }
    }
}
