package io.github.camelglm4.examples.bulk;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A model for tests: it answers each request after a latency, refuses some texts, and rejects all requests during a
 * storm. It remembers the requests that it has accepted: these are what an account pays for.
 */
final class StormyModel implements AutoCloseable {
    /** The header of a request that names the process that sends it. */
    static final String PROCESS = "X-Process";

    private static final Pattern ID = Pattern.compile("text-\\d{6}");
    private static final String ANSWER = """
            {"id": "1", "model": "stormy", "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", \
            "content": "{\\"category\\": \\"other\\", \\"sentiment\\": \\"neutral\\", \\"summary\\": \\"%s\\"}"}}], \
            "usage": {"prompt_tokens": 10, "completion_tokens": 10, "total_tokens": 20}}""";
    private static final String REFUSAL = "{\"error\": {\"code\": \"1301\", \"message\": \"unsafe content\"}}";
    private static final String REJECTION = "{\"error\": {\"code\": \"1302\", \"message\": \"too many requests\"}}";
    private static final int BAD_REQUEST = 400;
    private static final int TOO_MANY_REQUESTS = 429;

    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(2);
    private final Queue<Call> calls = new ConcurrentLinkedQueue<>();
    private final Set<String> ids = ConcurrentHashMap.newKeySet();
    private final Map<String, Long> accepted = new ConcurrentHashMap<>();
    private final AtomicLong rejections = new AtomicLong();
    private final Predicate<String> refused;
    private final Supplier<Duration> latency;
    private final HttpServer server;
    private volatile boolean storm;

    /**
     * @param refused whether a text with this ID is refused
     * @param latency time from a request to its answer
     */
    StormyModel(Predicate<String> refused, Supplier<Duration> latency) throws IOException {
        this.refused = refused;
        this.latency = latency;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::accept);
        server.start();
    }

    String baseUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    void storm(boolean begins) {
        storm = begins;
    }

    /** The accepted requests, in the order of their arrival. */
    Collection<Call> calls() {
        return calls;
    }

    /** The number of different texts in accepted requests. */
    int texts() {
        return ids.size();
    }

    long rejections() {
        return rejections.get();
    }

    /** Whether a request of the process was accepted after this time, a value of {@link System#nanoTime()}. */
    boolean hasAccepted(String process, long since) {
        return accepted.getOrDefault(process, since) - since > 0;
    }

    private void accept(HttpExchange exchange) throws IOException {
        String process = exchange.getRequestHeaders().getFirst(PROCESS);
        String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (storm) {
            rejections.incrementAndGet();
            reply(exchange, TOO_MANY_REQUESTS, REJECTION);
            return;
        }
        Matcher id = ID.matcher(request);
        if (!id.find()) {
            throw new IllegalStateException("A request without an ID: " + request);
        }
        Call call = new Call(id.group(), process, System.nanoTime());
        calls.add(call);
        ids.add(call.id);
        accepted.put(process, call.start);
        clock.schedule(() -> answer(exchange, call), latency.get().toMillis(), TimeUnit.MILLISECONDS);
    }

    private void answer(HttpExchange exchange, Call call) {
        call.end = System.nanoTime();
        if (refused.test(call.id)) {
            reply(exchange, BAD_REQUEST, REFUSAL);
        } else {
            reply(exchange, 200, ANSWER.formatted(call.id));
        }
    }

    private static void reply(HttpExchange exchange, int status, String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (IOException e) {
            // the worker was killed
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        clock.shutdownNow();
    }

    /** An accepted request. Times are values of {@link System#nanoTime()}. */
    static final class Call {
        final String id;
        final String process;
        final long start;
        volatile long end = Long.MAX_VALUE;

        Call(String id, String process, long start) {
            this.id = id;
            this.process = process;
            this.start = start;
        }

        @Override
        public String toString() {
            return process + " at " + start / 1_000_000 + " ms to " + end / 1_000_000 + " ms";
        }
    }
}
