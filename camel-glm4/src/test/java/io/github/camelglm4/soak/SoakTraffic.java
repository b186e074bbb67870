package io.github.camelglm4.soak;

import io.github.camelglm4.Glm4Headers;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.error.Glm4TimeoutException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;

/** Runs a number of concurrent exchanges, starts the next one when one has ended, and checks the result of each. */
final class SoakTraffic implements AutoCloseable {

    private static final int CONVERSATIONS = 50;
    private static final int MOST_PROBLEMS = 20;

    private final long seed;
    private final SoakService service;
    private final Map<SoakKind, AsyncProducer> producers = new EnumMap<>(SoakKind.class);
    private final ExecutorService senders = Executors.newFixedThreadPool(2);
    private final AtomicLong numbers = new AtomicLong();
    private final AtomicLong underWay = new AtomicLong();
    private final LongAdder answers = new LongAdder();
    private final Map<String, LongAdder> errors = new ConcurrentHashMap<>();
    private final Queue<String> problems = new ConcurrentLinkedQueue<>();
    private volatile boolean flowing;

    SoakTraffic(CamelContext context, SoakService service, long seed) throws Exception {
        this.service = service;
        this.seed = seed;
        for (SoakKind kind : SoakKind.values()) {
            AsyncProducer producer =
                    context.getEndpoint(SoakRoutes.direct(kind)).createAsyncProducer();
            context.addService(producer);
            producers.put(kind, producer);
        }
    }

    void begin(int atATime) {
        flowing = true;
        for (int i = 0; i < atATime; i++) {
            sendNext();
        }
    }

    /** No further exchanges; those under way are still to end. */
    void stop() {
        flowing = false;
    }

    long sent() {
        return numbers.get();
    }

    long underWay() {
        return underWay.get();
    }

    /** What came out wrong, the first of it; empty when all is well. */
    Queue<String> problems() {
        return problems;
    }

    long answers() {
        return answers.sum();
    }

    /** How often each class of failure came. */
    Map<String, Long> errors() {
        Map<String, Long> counts = new TreeMap<>();
        errors.forEach((type, count) -> counts.put(type, count.sum()));
        return counts;
    }

    private void sendNext() {
        // not in the callback: what fails at once would call it deeper and deeper
        underWay.incrementAndGet();
        senders.execute(() -> send(SoakExchange.of(seed, numbers.incrementAndGet())));
    }

    /** Sends one more exchange, and checks its result too. */
    void sendAlso(SoakExchange soaked) {
        underWay.incrementAndGet();
        send(soaked);
    }

    private void send(SoakExchange soaked) {
        AsyncProducer producer = producers.get(soaked.kind());
        Exchange exchange = producer.getEndpoint().createExchange();
        exchange.getMessage().setBody(soaked.question());
        exchange.getMessage().setHeader(Glm4Headers.CONVERSATION_ID, "talk-" + soaked.number() % CONVERSATIONS);
        AtomicBoolean once = new AtomicBoolean();
        producer.process(exchange, doneSync -> {
            if (!once.compareAndSet(false, true)) {
                problem(soaked, "ended twice");
                return;
            }
            check(soaked, exchange);
            service.forget(soaked);
            if (flowing) {
                sendNext();
            }
            underWay.decrementAndGet();
        });
    }

    private void check(SoakExchange soaked, Exchange exchange) {
        Throwable failure = cause(exchange);
        if (failure == null) {
            answers.increment();
            Object body = exchange.getMessage().getBody();
            if (soaked.kind().wholeAnswer() && !expected(soaked).equals(body)) {
                problem(soaked, "answered with " + body);
            }
            return;
        }
        errors.computeIfAbsent(failure.getClass().getSimpleName(), type -> new LongAdder())
                .increment();
        if (!expected(failure, soaked)) {
            problem(soaked, "failed with " + failure);
        }
    }

    /** Without what Camel wraps around the failure of a split, or of a stream that it converts. */
    private static Throwable cause(Exchange exchange) {
        return Stream.of(Glm4Exception.class, SoakRoutes.OwnRouteException.class)
                .map(type -> (Throwable) exchange.getException(type))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(exchange.getException());
    }

    private static boolean expected(Throwable failure, SoakExchange soaked) {
        if (soaked.kind().impatient() && failure instanceof Glm4TimeoutException) {
            // on a busy machine a service in good health may be silent for a second
            return true;
        }
        boolean faulty = soaked.fault() != null && !soaked.fault().harmless();
        return faulty && (failure instanceof Glm4Exception || failure instanceof SoakRoutes.OwnRouteException);
    }

    private static Object expected(SoakExchange soaked) {
        return soaked.kind() == SoakKind.TYPED ? new SoakAnswer((int) soaked.number(), "w") : soaked.answer();
    }

    private void problem(SoakExchange soaked, String what) {
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(soaked + " " + what);
        }
    }

    @Override
    public void close() {
        flowing = false;
        senders.shutdownNow();
    }
}
