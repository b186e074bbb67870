package io.github.camelglm4.embeddingroute;

import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.testing.RecordedRequest;
import io.github.camelglm4.testing.Reply;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bodies and the vectors that they become. */
class EmbeddedTextsTest extends EmbeddingTestSupport {

    @TempDir
    Path folder;

    @BeforeEach
    void answerWithVectors() {
        server.otherwise(EmbeddingTestSupport::vectors);
    }

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:embed").to(MODEL).convertBodyTo(float[].class);
            }
        };
    }

    @Test
    void textBecomesOneVector() {
        Exchange exchange = embedded(MODEL, "7");

        assertThat(exchange.getMessage().getBody()).isEqualTo(vector(7));
        assertThat(exchange.getMessage().getBody(float[].class)).containsExactly(7f, 0.5f);
        assertThat(exchange.getMessage().getHeaders())
                .containsEntry("CamelGlm4EmbeddingText", "7")
                .containsEntry("CamelGlm4EmbeddingDimensions", 2);
        RecordedRequest request = server.takeRequest(SOON);
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.path()).isEqualTo("/v1/embeddings");
        assertThat(request.header("Authorization")).isEqualTo("Bearer " + KEY);
        assertThat(request.json()).isEqualTo(Map.of("model", "embedding-3", "input", List.of("7")));
    }

    @Test
    void routeConvertsAVectorToAnArray() {
        assertThat(embedded("direct:embed", "7").getMessage().getBody())
                .isInstanceOfSatisfying(
                        float[].class, array -> assertThat(array).containsExactly(7f, 0.5f));
    }

    static Stream<Arguments> sequences() {
        Iterable<String> iterable = () -> List.of("1", "2", "3").iterator();
        return Stream.of(
                        List.of("1", "2", "3"),
                        new String[] {"1", "2", "3"},
                        new Object[] {"1", "2".getBytes(StandardCharsets.UTF_8), new StringBuilder("3")},
                        iterable,
                        List.of("1", "2", "3").iterator())
                .map(body -> Arguments.of((Object) body));
    }

    @ParameterizedTest
    @MethodSource("sequences")
    void sequenceBecomesAListOfVectorsInTheOrderOfTheTexts(Object body) {
        Exchange exchange = embedded(MODEL, body);

        assertThat(exchange.getMessage().getBody()).isEqualTo(List.of(vector(1), vector(2), vector(3)));
        assertThat(exchange.getMessage().getHeader("CamelGlm4EmbeddingText")).isEqualTo(List.of("1", "2", "3"));
        assertThat(exchange.getMessage().getHeader("CamelGlm4EmbeddingDimensions"))
                .isEqualTo(2);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void sequenceOfOneTextRemainsASequence() {
        assertThat(embedded(MODEL, List.of("1")).getMessage().getBody()).isEqualTo(List.of(vector(1)));
    }

    static Stream<Object> texts() {
        return Stream.of(
                "7".getBytes(StandardCharsets.UTF_8),
                new ByteArrayInputStream("7".getBytes(StandardCharsets.UTF_8)),
                new StringReader("7"),
                new StringBuilder("7"));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void bodyThatIsTextInAnotherFormIsOneText(Object body) {
        assertThat(embedded(MODEL, body).getMessage().getBody()).isEqualTo(vector(7));
    }

    @Test
    void fileIsOneText() throws Exception {
        Path file = Files.writeString(folder.resolve("text.txt"), "7");

        assertThat(embedded(MODEL, file.toFile()).getMessage().getBody()).isEqualTo(vector(7));
        assertThat(embedded(MODEL, file).getMessage().getBody()).isEqualTo(vector(7));
    }

    @Test
    void severalRequestsHaveAtMostMaxInputsTextsAndTheirVectorsStayInOrder() {
        Exchange exchange = embedded(MODEL + "?maxInputs=10", numbers(95));

        assertThat(exchange.getMessage().getBody(List.class)).hasSize(95);
        for (int i = 0; i < 95; i++) {
            assertThat(exchange.getMessage().getBody(List.class).get(i)).isEqualTo(vector(i));
        }
        assertThat(exchange.getMessage().getHeader("CamelGlm4EmbeddingText")).isEqualTo(numbers(95));
        assertThat(server.requests())
                .hasSize(10)
                .allMatch(request -> inputs(request).size() <= 10);
        assertThat(exchange.getMessage().getHeaders())
                .containsEntry("CamelGlm4PromptTokens", 95L)
                .containsEntry("CamelGlm4TotalTokens", 95L)
                .containsEntry("CamelGlm4Attempts", 10);
    }

    @Test
    void sixtyFourTextsAreOneRequest() {
        embedded(MODEL, numbers(64));
        assertThat(server.requests()).hasSize(1);

        embedded(MODEL, numbers(65));
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void dimensionsAreSentAsSet() {
        embedded(MODEL + "?dimensions=256", "1");

        assertThat(server.takeRequest(SOON).json()).containsEntry("dimensions", 256);
    }

    @Test
    void vectorsWithoutAnIndexAreInTheOrderOfTheTexts() {
        server.enqueue(answer(
                List.of(Map.of("embedding", List.of(1, 0.5)), Map.of("embedding", List.of(2.0, 0.5))), 1));

        assertThat(embedded(MODEL, List.of("a", "b")).getMessage().getBody()).isEqualTo(List.of(vector(1), vector(2)));
    }

    @Test
    void mapWithInputIsSentAsItIsAndTheAnswerIsAMap() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("input", List.of("1", "2"));
        body.put("user_id", "customer-1");
        body.put("model", "of the body");

        Exchange exchange = embedded(MODEL + "?dimensions=256", body);

        assertThat(server.takeRequest(SOON).json())
                .isEqualTo(Map.of("input", List.of("1", "2"), "user_id", "customer-1", "model", "embedding-3"));
        assertThat(exchange.getMessage().getBody(Map.class)).containsKeys("data", "usage", "object");
        assertThat(exchange.getMessage().getHeaders())
                .containsEntry("CamelGlm4EmbeddingText", List.of("1", "2"))
                .containsEntry("CamelGlm4EmbeddingDimensions", 2)
                .containsEntry("CamelGlm4PromptTokens", 2L);
        assertThat(body).as("the body itself").containsEntry("model", "of the body");
    }

    static Stream<Object> inputs() {
        return Stream.of("none", "0", List.of("null"), List.of(0, 0), new String[] {"a"});
    }

    @ParameterizedTest
    @MethodSource("inputs")
    void anyInputOfAMapThatIsNotEmptyIsSent(Object input) {
        server.otherwise(answer(List.of(Map.of("index", 0, "embedding", List.of(1, 0.5))), 1));

        embedded(MODEL, Map.of("input", input));

        assertThat(server.takeRequest(SOON).json())
                .containsEntry("input", input instanceof Object[] array ? List.of(array) : input);
    }

    @Test
    void answerWithACodeIsAnAnswer() {
        server.enqueue(Reply.json("{\"code\":7,\"data\":[{\"index\":0,\"embedding\":[7,0.5]}]}"));

        assertThat(embedded(MODEL, "7").getMessage().getBody()).isEqualTo(vector(7));
    }

    @Test
    void textOfAMapIsWhatWasSent() {
        Map<String, Object> body = new LinkedHashMap<>(Map.of("input", List.of("1")));
        server.otherwise(request -> {
            body.put("input", List.of("2"));
            return vectors(request);
        });

        assertThat(embedded(MODEL, body).getMessage().getHeader("CamelGlm4EmbeddingText"))
                .isEqualTo(List.of("1"));
    }

    @Test
    void modelIsThatOfTheHeaderOrOfTheUriOrOfTheMap() {
        embedded(MODEL, "1", Map.of("CamelGlm4Model", " embedding-2 "));
        embedded("glm4-embedding:*", "1", Map.of("CamelGlm4Model", "embedding-2"));
        embedded("glm4-embedding:*", Map.of("input", List.of("1"), "model", "mine"));
        embedded("glm4-embedding:org/bge-m3:latest", "1");

        assertThat(server.requests())
                .extracting(request -> request.json().get("model"))
                .containsExactly("embedding-2", "embedding-2", "mine", "org/bge-m3:latest");
    }

    @Test
    void usualHeadersReportTheCall() {
        server.enqueue(Reply.error(503, "1305", "busy"), vectorsOf("7").header("X-LOG-ID", "log-1"));

        Exchange exchange = embedded(MODEL, "7", Map.of("mine", "stays"));

        assertThat(exchange.getMessage().getHeaders())
                .containsKeys(USUAL_HEADERS)
                .containsEntry("mine", "stays")
                .containsEntry("CamelGlm4RequestModel", "embedding-3")
                .containsEntry("CamelGlm4ResponseModel", "embedding-3")
                .containsEntry("CamelGlm4ServerRequestId", "log-1")
                .containsEntry("CamelGlm4Attempts", 2)
                .doesNotContainKey("CamelGlm4FinishReason");
    }

    @Test
    void headersOfAnEarlierCallAreRemoved() {
        Exchange exchange = embedded(
                MODEL,
                Map.of("input", List.of("1"), "encoding_format", "base64"),
                Map.of("CamelGlm4FinishReason", "stop", "CamelGlm4ServerRequestId", "old"));
        assertThat(exchange.getMessage().getHeaders())
                .doesNotContainKeys("CamelGlm4FinishReason", "CamelGlm4ServerRequestId");

        server.enqueue(answer(List.of(Map.of("index", 0, "embedding", "AACAPw==")), 1));
        exchange = embedded(
                MODEL,
                Map.of("input", List.of("1"), "encoding_format", "base64"),
                Map.of("CamelGlm4EmbeddingDimensions", 5, "CamelGlm4EmbeddingText", "old"));
        assertThat(exchange.getMessage().getHeaders())
                .doesNotContainKey("CamelGlm4EmbeddingDimensions")
                .containsEntry("CamelGlm4EmbeddingText", List.of("1"));
    }

    @Test
    void vectorsCanBeSerialized() throws Exception {
        Object vectors = embedded(MODEL, List.of("1", "2")).getMessage().getBody();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(vectors);
        }

        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(List.of(vector(1), vector(2)));
        }
    }

    static Stream<Function<Iterator<String>, Object>> bodiesWithAnIterator() {
        return Stream.of(rows -> rows, rows -> (Iterable<String>) () -> rows);
    }

    @ParameterizedTest
    @MethodSource("bodiesWithAnIterator")
    void iteratorThatCanBeClosedIsClosedWithTheExchange(Function<Iterator<String>, Object> body) {
        class Rows implements Iterator<String>, Closeable {
            private final Iterator<String> rows = List.of("1", "2").iterator();
            private boolean closed;

            @Override
            public boolean hasNext() {
                return rows.hasNext();
            }

            @Override
            public String next() {
                return rows.next();
            }

            @Override
            public void close() {
                closed = true;
            }
        }
        Rows rows = new Rows();

        embedded(MODEL, body.apply(rows));

        assertThat(rows.closed).isTrue();
    }

    @Test
    void iteratorCanBeTheBodyOfASecondCallToo() {
        Iterator<String> texts = List.of("1", "2").iterator();
        Exchange exchange = embedded(MODEL, texts);

        exchange.getMessage().setBody(texts);
        template.send(MODEL, exchange);

        assertThat(exchange.getMessage().getBody()).isEqualTo(List.of(vector(1), vector(2)));
    }

    @Test
    void listOfTheBodyIsNotChanged() {
        List<String> body = new ArrayList<>(List.of("1", "2"));

        Exchange exchange = embedded(MODEL, body);
        body.clear();

        assertThat(exchange.getMessage().getHeader("CamelGlm4EmbeddingText")).isEqualTo(List.of("1", "2"));
    }

    private static Reply vectorsOf(String text) {
        return answer(List.of(Map.of("index", 0, "embedding", List.of(Double.parseDouble(text), 0.5))), 1);
    }
}
