package io.github.camelglm4.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.json.Json;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.builder.RouteBuilder;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Ten thousand bad requests, most of them a good one with one thing changed, leave the server as it was. */
class MalformedRequestsTest extends ServingTestSupport {

    private static final int REQUESTS = 10_000;
    private static final int AT_ONCE = 32;
    private static final String ESTABLISHED = "01";

    private final Random random = new Random(42);
    private final Warnings warnings = new Warnings();

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("glm4:echo").setBody(simple("you said: ${body}"));
            }
        };
    }

    @Test
    void noneGetsAServersErrorAndNothingIsLeft() throws Exception {
        warnings.listen();
        Map<Integer, Integer> statuses = new TreeMap<>();
        for (int sent = 0; sent < REQUESTS; sent += AT_ONCE) {
            for (HttpResponse<String> response : sendSome()) {
                statuses.merge(response.statusCode(), 1, Integer::sum);
            }
        }
        warnings.stop();

        assertThat(statuses.keySet()).allMatch(status -> status < 500, "statuses " + statuses);
        assertThat(statuses.get(400)).as("statuses " + statuses).isGreaterThan(REQUESTS / 2);
        assertThat(warnings.messages).doesNotHaveDuplicates();
        assertThat(send(chat(asking("echo", "hi", ""))).body()).contains("you said: hi");
        // the client opens one for a request when those of the 32 before are not back in its pool yet
        assertThat(openConnections()).isLessThanOrEqualTo(2 * AT_ONCE + 1L);
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(context.getInflightRepository().size()).isZero());
    }

    /** Connections of the server that are open, by the kernel's tables; -1 where there are none. */
    private long openConnections() throws IOException {
        String listening = String.format(":%04X", port);
        long open = -1;
        for (Path table : List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"))) {
            if (Files.isReadable(table)) {
                open = Math.max(open, 0)
                        + Files.readAllLines(table).stream()
                                .map(line -> line.strip().split("\\s+"))
                                .filter(columns -> columns[1].endsWith(listening) && columns[3].equals(ESTABLISHED))
                                .count();
            }
        }
        return open;
    }

    private List<HttpResponse<String>> sendSome() {
        HttpClient client = CLIENT;
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            answers.add(client.sendAsync(
                    chat(malformed()).build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8)));
        }
        return answers.stream().map(CompletableFuture::join).toList();
    }

    private String malformed() {
        return random.nextInt(10) < 7 ? Json.writeText(mutated(good())) : broken(Json.writeText(good()));
    }

    private static Map<String, Object> good() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("model", "echo");
        json.put("messages", new ArrayList<>(List.of(message("system", "be kind"), message("user", "hi"))));
        json.put("temperature", 0.5);
        json.put("top_p", 0.9);
        json.put("max_tokens", 100);
        json.put("stream", false);
        json.put("stop", List.of("x"));
        json.put("user", "u");
        Map<String, Object> function = new LinkedHashMap<>(Map.of("name", "f", "parameters", new LinkedHashMap<>()));
        json.put(
                "tools",
                new ArrayList<>(List.of(new LinkedHashMap<>(Map.of("type", "function", "function", function)))));
        return json;
    }

    private static Map<String, Object> message(String role, String content) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("role", role);
        message.put("content", content);
        return message;
    }

    /** The same with one field dropped, or of another type or size. */
    private Map<String, Object> mutated(Map<String, Object> json) {
        List<Map<String, Object>> objects = new ArrayList<>();
        collect(json, objects);
        Map<String, Object> object = objects.get(random.nextInt(objects.size()));
        List<String> fields = new ArrayList<>(object.keySet());
        if (fields.isEmpty()) {
            return mutated(json);
        }
        String field = fields.get(random.nextInt(fields.size()));
        if (random.nextInt(8) == 0) {
            object.remove(field);
        } else {
            object.put(field, oddValue());
        }
        return json;
    }

    private static void collect(Object value, List<Map<String, Object>> objects) {
        if (value instanceof Map<?, ?>) {
            @SuppressWarnings("unchecked")
            Map<String, Object> map = (Map<String, Object>) value;
            objects.add(map);
            map.values().forEach(child -> collect(child, objects));
        } else if (value instanceof List<?> list) {
            list.forEach(child -> collect(child, objects));
        }
    }

    private Object oddValue() {
        Object[] values = {
            null,
            true,
            -1,
            0,
            1e308,
            Long.MAX_VALUE,
            "",
            "text",
            "\u0000\uFFFF\u202E",
            "y".repeat(5_000),
            List.of(),
            List.of(1, "a"),
            Map.of(),
            Map.of("a", Map.of("b", List.of())),
            List.of(List.of(List.of()))
        };
        return values[random.nextInt(values.length)];
    }

    /** The text with a piece cut out, doubled, or replaced. */
    private String broken(String json) {
        int from = random.nextInt(json.length());
        int to = Math.min(json.length(), from + 1 + random.nextInt(20));
        String piece = json.substring(from, to);
        return json.substring(0, from)
                + switch (random.nextInt(4)) {
                    case 0 -> "";
                    case 1 -> piece + piece;
                    case 2 -> "{[\"";
                    default -> "\\u12";
                }
                + json.substring(to);
    }

    /** What is logged as a warning or worse, by its unformatted text. */
    private static final class Warnings extends AbstractAppender {

        private final List<String> messages = new CopyOnWriteArrayList<>();

        Warnings() {
            super("warnings", null, null, true, Property.EMPTY_ARRAY);
        }

        void listen() {
            start();
            ((Logger) LogManager.getRootLogger()).addAppender(this);
        }

        @Override
        public void stop() {
            ((Logger) LogManager.getRootLogger()).removeAppender(this);
            super.stop();
        }

        @Override
        public void append(LogEvent event) {
            if (event.getLevel().isMoreSpecificThan(Level.WARN)) {
                messages.add(event.getLoggerName() + " " + event.getMessage().getFormat());
            }
        }
    }
}
