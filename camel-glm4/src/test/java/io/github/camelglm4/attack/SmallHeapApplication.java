package io.github.camelglm4.attack;

import static io.github.camelglm4.testing.Patience.LONG;

import io.github.camelglm4.ChatCompletionStream;
import io.github.camelglm4.Glm4Component;
import io.github.camelglm4.testing.FreePort;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** The application of {@link SmallHeapTest}: asks, and counts what came of it. */
public final class SmallHeapApplication {

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final int atATime;
    private final Semaphore places;
    private final AtomicInteger whole = new AtomicInteger();
    private final AtomicInteger errors = new AtomicInteger();
    private final AtomicInteger broken = new AtomicInteger();

    private SmallHeapApplication(int atATime) {
        this.atATime = atATime;
        this.places = new Semaphore(atATime);
    }

    public static void main(String[] arguments) throws Exception {
        SmallHeapApplication application = new SmallHeapApplication(Integer.parseInt(arguments[3]));
        try {
            application.start(arguments[0]);
            application.run(arguments[1], Integer.parseInt(arguments[2]));
        } finally {
            Runtime.getRuntime().halt(0);
        }
    }

    private void start(String baseUrl) throws Exception {
        int port = FreePort.next();
        Glm4Component component = context.getComponent("glm4", Glm4Component.class);
        component.getService().setBaseUrl(baseUrl);
        component.getServer().setServerPort(port);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                // Camel's own would fail for lack of memory while it logs a failure, and the exchange would not end
                errorHandler(noErrorHandler());
                from("direct:whole").to("glm4:a?maxRetries=0");
                from("direct:read").to("glm4:a?stream=true&maxRetries=0").process(SmallHeapApplication::read);
                from("direct:completion")
                        .to("glm4:a?stream=true&maxRetries=0")
                        .process(exchange -> exchange.getMessage()
                                .setBody(exchange.getMessage()
                                        .getBody(ChatCompletionStream.class)
                                        .completion()
                                        .get(LONG.toSeconds(), TimeUnit.SECONDS)
                                        .text()));
                // by its address: a lookup of a name that runs out of memory stays under way in Netty, and later ones
                // wait for it
                from("direct:served")
                        .to("glm4:echo?maxRetries=0&baseUrl=http://127.0.0.1:" + port + "/v1&responseTimeout=30s");
                from("glm4:echo")
                        .setBody(simple("${bodyAs(String)}"))
                        .filter(body().isEqualTo(SmallHeapTest.FAIL))
                        .throwException(new IllegalStateException("this is thrown on purpose"))
                        .end();
            }
        });
        context.start();
    }

    /**
     * Keeps nothing of it: what is to be seen is what the component does without memory, not what the application does.
     */
    private static void read(Exchange exchange) {
        Pattern question = Pattern.compile("size (\\d+) of (\\d+)");
        Matcher asked = question.matcher(exchange.getProperty("question", String.class));
        int size = asked.find() ? Integer.parseInt(asked.group(1)) : -1;
        int number = Integer.parseInt(asked.group(2));
        int read = 0;
        for (Message chunk : exchange.getMessage().getBody(ChatCompletionStream.class)) {
            String piece = chunk.getBody(String.class);
            for (int i = 0; i < piece.length(); i++) {
                if (piece.charAt(i) != SmallHeapTest.character(read++, number)) {
                    throw new IllegalStateException("a piece is missing before " + read);
                }
            }
        }
        exchange.getMessage().setBody(read == size);
    }

    /**
     * An application that has been in use: Java never loads a class again whose first use ran out of memory. So
     * successes and failures are seen once before memory is low.
     */
    private void use(String how) throws Exception {
        acquire(2);
        ask(how, 0, 100);
        send(how, SmallHeapTest.FAIL, 0, 0);
        acquire(atATime);
        places.release(atATime);
        whole.set(0);
        errors.set(0);
        broken.set(0);
    }

    private void run(String how, int count) throws Exception {
        use(how);
        Random random = new Random(1);
        for (int number = 0; number < count && acquire(1); number++) {
            boolean largest = number % 2 == 0;
            ask(how, number, largest ? SmallHeapTest.LARGEST : 100 + random.nextInt(SmallHeapTest.LARGEST));
        }
        int missing = acquire(atATime) ? 0 : count - answered();
        System.out.println("outcome=asked " + count + ", whole " + whole + ", errors " + errors + ", broken " + broken
                + ", unanswered " + missing);
        System.out.println("afterwards=" + afterwards(how));
    }

    /**
     * Asked again while there is an error: what was asked before may take memory for a moment after it was answered.
     */
    private String afterwards(String how) throws Exception {
        places.drainPermits();
        int before = whole.get();
        for (int asked = 1; asked <= 10; asked++) {
            ask(how, 0, 100);
            if (!acquire(1)) {
                return "unanswered";
            }
            if (whole.get() > before) {
                return "whole";
            }
        }
        return "an error each time";
    }

    /** Waiting takes memory too: it is tried again as long as there is none. */
    private boolean acquire(int permits) throws InterruptedException {
        while (true) {
            try {
                return places.tryAcquire(permits, 60, TimeUnit.SECONDS);
            } catch (OutOfMemoryError e) {
                Thread.onSpinWait();
            }
        }
    }

    private int answered() {
        return whole.get() + errors.get() + broken.get();
    }

    /** A question that fails to be made, for lack of memory, counts as one with an error. */
    private void ask(String how, int number, int size) throws Exception {
        try {
            boolean served = how.equals("served");
            send(how, served ? SmallHeapTest.text(size, number) : question(number, size), number, size);
        } catch (OutOfMemoryError e) {
            errors.incrementAndGet();
            places.release();
        }
    }

    private static String question(int number, int size) {
        return "size " + size + " of " + number;
    }

    private void send(String how, String body, int number, int size) throws Exception {
        AsyncProducer producer = context.getEndpoint("direct:" + how).createAsyncProducer();
        producer.start();
        Exchange exchange = producer.getEndpoint().createExchange();
        exchange.setProperty("question", question(number, size));
        exchange.getMessage().setBody(body);
        Runnable asking = () -> producer.process(exchange, done -> ended(exchange, size, number));
        new Thread(() -> {
                    try {
                        asking.run();
                    } catch (OutOfMemoryError e) {
                        ended(exchange, -1, -1);
                    }
                })
                .start();
    }

    /** Whatever happens in here, the exchange has ended. */
    private void ended(Exchange exchange, int size, int number) {
        try {
            count(exchange, size, number);
            exchange.getMessage().setBody(null);
        } catch (OutOfMemoryError e) {
            errors.incrementAndGet();
        } finally {
            places.release();
        }
    }

    private void count(Exchange exchange, int size, int number) {
        if (size < 0 || exchange.getException() != null) {
            errors.incrementAndGet();
        } else if (Boolean.TRUE.equals(exchange.getMessage().getBody())
                || exchange.getMessage().getBody() instanceof String text && SmallHeapTest.isText(text, size, number)) {
            whole.incrementAndGet();
        } else {
            broken.incrementAndGet();
            System.out.println("broken=" + size + " of " + number + ": "
                    + exchange.getMessage().getBody().getClass());
        }
    }
}
