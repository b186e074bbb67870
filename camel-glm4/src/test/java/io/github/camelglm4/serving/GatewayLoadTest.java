package io.github.camelglm4.serving;

import static io.github.camelglm4.testing.Patience.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.Glm4Component;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Many clients that stream through the two-line gateway at once. The long form, {@code -Dgateway.clients=2000
 * -Dgateway.rounds=6}, is for measuring: {@code target/gateway-load.txt} contains the time to the first chunk with and
 * without the gateway, and the memory in use after each round.
 */
@Tag("timing")
class GatewayLoadTest extends ServingTestSupport {

    private static final Path REPORT = Path.of("target", "gateway-load.txt");
    private static final int CLIENTS = Integer.getInteger("gateway.clients", 200);
    private static final int ROUNDS = Integer.getInteger("gateway.rounds", 2);
    private static final int CHUNKS = Integer.getInteger("gateway.chunks", 20);
    private static final long PACE_MILLIS = Long.getLong("gateway.pace", 50);
    private static final long MOST_GROWTH = 32L << 20;

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer upstream = vertx.createHttpServer(new HttpServerOptions().setAcceptBacklog(4096));
    private HttpClient client;

    @Override
    protected CamelContext createCamelContext() throws Exception {
        upstream.requestHandler(request -> request.body().onSuccess(body -> stream(request.response())));
        await(upstream.listen(0, "localhost"));
        client = vertx.createHttpClient(new HttpClientOptions().setMaxPoolSize(2 * CLIENTS));
        CamelContext context = super.createCamelContext();
        context.getComponent("glm4", Glm4Component.class)
                .getService()
                .setBaseUrl("http://localhost:" + upstream.actualPort() + "/v1");
        return context;
    }

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("glm4:proxy").to("glm4:GLM-4-Air");
            }
        };
    }

    @AfterEach
    void closeBoth() throws Exception {
        await(vertx.close());
    }

    @Test
    void everyClientGetsItsWholeStreamAndMemoryStaysFlat() throws Exception {
        run(upstream.actualPort());
        run(port);
        List<Long> memory = new ArrayList<>();
        for (int round = 1; round <= ROUNDS; round++) {
            long[] direct = run(upstream.actualPort());
            long[] through = run(port);
            awaitNothingInFlight();
            memory.add(usedMemory());
            report(String.format(
                    "%d streams, first chunk after ms: direct %s, through the gateway %s; %d MB in use%n",
                    CLIENTS, quantiles(direct), quantiles(through), memory.get(round - 1) >> 20));
        }
        assertThat(memory.get(ROUNDS - 1)).isLessThan(memory.get(0) + MOST_GROWTH);
    }

    /** A client has its last byte a moment before its exchange is done. */
    private void awaitNothingInFlight() {
        Awaitility.await()
                .atMost(LONG)
                .until(() -> context.getInflightRepository().size() == 0);
    }

    /** @return per client, the nanoseconds until its first chunk */
    private long[] run(int toPort) throws Exception {
        List<Future<Long>> streams = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            streams.add(ask(toPort));
        }
        await(Future.all(new ArrayList<>(streams)));
        return streams.stream().mapToLong(Future::result).toArray();
    }

    private Future<Long> ask(int toPort) {
        String body = asking("proxy", "tell me something long", ",\"stream\":true");
        long begun = System.nanoTime();
        Promise<Long> whole = Promise.promise();
        // handlers are attached in the callbacks themselves: later, on this thread, the first pieces may be gone
        client.request(HttpMethod.POST, toPort, "localhost", "/v1/chat/completions")
                .onFailure(whole::tryFail)
                .onSuccess(request -> {
                    request.response().onFailure(whole::tryFail).onSuccess(response -> read(response, begun, whole));
                    request.putHeader("Content-Type", "application/json").end(body);
                });
        return whole.future();
    }

    private static void read(HttpClientResponse response, long begun, Promise<Long> whole) {
        Buffer text = Buffer.buffer();
        long[] first = new long[1];
        response.handler(piece -> {
            first[0] = first[0] == 0 ? System.nanoTime() - begun : first[0];
            text.appendBuffer(piece);
        });
        response.exceptionHandler(whole::tryFail);
        response.endHandler(v -> {
            long words = text.toString()
                    .lines()
                    .filter(line -> line.contains("\"word "))
                    .count();
            if (words == CHUNKS && text.toString().endsWith("data: [DONE]\n\n")) {
                whole.tryComplete(first[0]);
            } else {
                whole.tryFail("HTTP " + response.statusCode() + " with " + words + " words: " + text);
            }
        });
    }

    private void stream(HttpServerResponse response) {
        response.putHeader("Content-Type", "text/event-stream").setChunked(true);
        int[] sent = {0};
        vertx.setPeriodic(1, PACE_MILLIS, timer -> {
            response.write(event(",\"delta\":{\"content\":\"word " + sent[0] + "\"}"));
            if (++sent[0] == CHUNKS) {
                vertx.cancelTimer(timer);
                response.end(event(",\"delta\":{},\"finish_reason\":\"stop\"") + "data: [DONE]\n\n");
            }
        });
    }

    private static String event(String choice) {
        return "data: {\"id\":\"c\",\"model\":\"m\",\"choices\":[{\"index\":0" + choice + "}]}\n\n";
    }

    private static void report(String line) throws IOException {
        Files.writeString(REPORT, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static long usedMemory() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static String quantiles(long[] nanos) {
        Arrays.sort(nanos);
        return "p50 " + TimeUnit.NANOSECONDS.toMicros(nanos[nanos.length / 2]) / 1000.0 + ", p99 "
                + TimeUnit.NANOSECONDS.toMicros(nanos[nanos.length * 99 / 100]) / 1000.0;
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(120, TimeUnit.SECONDS);
    }
}
