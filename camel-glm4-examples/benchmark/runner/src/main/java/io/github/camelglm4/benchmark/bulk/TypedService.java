package io.github.camelglm4.benchmark.bulk;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A service on loopback that gives each request the typed answer of the bulk example, after a latency. */
final class TypedService implements AutoCloseable {

    private static final byte[] ANSWER = """
            {"id": "1", "model": "GLM-4-Air",
             "choices": [{"index": 0, "finish_reason": "stop",
                          "message": {"role": "assistant",
                                      "content": "{\\"category\\": \\"other\\", \\"sentiment\\": \\"neutral\\",\
             \\"summary\\": \\"A text.\\"}"}}],
             "usage": {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120}}
            """.getBytes(StandardCharsets.UTF_8);

    /** The shares of the answers between which the throughput is measured: without the start and the end of a run. */
    private static final double FROM = 0.2;

    private static final double TO = 0.7;

    private final Duration latency;
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final Queue<Long> answers = new ConcurrentLinkedQueue<>();
    private final HttpServer server;

    TypedService(Duration latency) throws IOException {
        this.latency = latency;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::accept);
        server.start();
    }

    String baseUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    /** Answers per second in the middle of the run so far. NaN if there are too few. */
    double answersPerSecond() {
        return perSecond(List.copyOf(answers));
    }

    /** @param nanos times of answers, in their order */
    static double perSecond(List<Long> nanos) {
        int first = (int) (nanos.size() * FROM);
        int last = (int) (nanos.size() * TO);
        return last <= first ? Double.NaN : (last - first) * 1e9 / (nanos.get(last) - nanos.get(first));
    }

    private void accept(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        clock.schedule(() -> answer(exchange), latency.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void answer(HttpExchange exchange) {
        answers.add(System.nanoTime());
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, ANSWER.length);
            exchange.getResponseBody().write(ANSWER);
        } catch (IOException e) {
            // the worker has ended
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        clock.shutdownNow();
    }
}
