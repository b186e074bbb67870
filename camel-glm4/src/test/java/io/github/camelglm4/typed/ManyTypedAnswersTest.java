package io.github.camelglm4.typed;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.camelglm4.testing.GlmJson;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** 10,000 answers of a recursive type, nearly all with different structures, load no classes and keep no memory. */
@Tag("timing")
class ManyTypedAnswersTest extends TypedTestSupport {

    private static final String BY_CLASS = "outputClass=io.github.camelglm4.typed.ManyTypedAnswersTest$Tree";

    /** The validator would keep data for each new path, if it cached references. */
    private static final String BY_SCHEMA =
            "outputSchema=RAW({\"type\":\"object\",\"required\":[\"value\"],\"properties\":{"
                    + "\"value\":{\"type\":\"integer\"},\"left\":{\"$ref\":\"#\"},\"right\":{\"$ref\":\"#\"}}})";

    private static final int ANSWERS = 10_000;
    private static final int AT_A_TIME = 50;
    private static final int DEPTH = 20;

    public record Tree(int value, Optional<Tree> left, Optional<Tree> right) {}

    private final AtomicInteger asked = new AtomicInteger();
    private final ExecutorService threads = Executors.newFixedThreadPool(4);

    /** Unlike the scripted server, it does not record requests. */
    private HttpServer service;

    @BeforeEach
    void start() throws IOException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/v1/chat/completions", this::answer);
        service.setExecutor(threads);
        service.start();
    }

    @AfterEach
    void stop() {
        service.stop(0);
        threads.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(strings = {BY_CLASS, BY_SCHEMA})
    void nothingIsGeneratedTwiceAndMemoryStaysAsItIs(String output) {
        ask(output, 500);
        long classes = ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount();
        long used = used();

        ask(output, ANSWERS);

        assertThat(ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount() - classes)
                .as("classes loaded in %d answers", ANSWERS)
                .isLessThan(100);
        assertThat(used() - used).as("bytes kept of %d answers", ANSWERS).isLessThan(16_000_000);
    }

    private void ask(String output, int answers) {
        String uri = "glm4:GLM-4-Air?" + output + "&baseUrl=http://127.0.0.1:"
                + service.getAddress().getPort() + "/v1";
        for (int i = 0; i < answers; i += AT_A_TIME) {
            List<CompletableFuture<Exchange>> batch = IntStream.range(0, AT_A_TIME)
                    .mapToObj(n -> template.asyncSend(uri, e -> e.getMessage().setBody("Grow.")))
                    .toList();
            for (CompletableFuture<Exchange> answer : batch) {
                assertThat(answer.join().getException()).isNull();
                assertThat(answer.join().getMessage().getBody())
                        .isInstanceOf(output.equals(BY_CLASS) ? Tree.class : Map.class);
            }
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        byte[] body = GlmJson.completion(tree(new Random(asked.incrementAndGet()), DEPTH))
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /** One of a million paths. */
    private static String tree(Random random, int depth) {
        String child =
                depth == 0 ? "" : ",\"" + (random.nextBoolean() ? "left" : "right") + "\":" + tree(random, depth - 1);
        return "{\"value\":" + random.nextInt(100) + child + "}";
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
