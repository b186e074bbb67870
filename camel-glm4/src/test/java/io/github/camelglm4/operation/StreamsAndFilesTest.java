package io.github.camelglm4.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.Glm4TestSupport;
import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.json.Json;
import io.github.camelglm4.testing.RecordedRequest;
import io.github.camelglm4.testing.Reply;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.converter.stream.InputStreamCache;
import org.apache.camel.converter.stream.ReaderCache;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Texts in streams and files are read like text, and can be read again by the next endpoint. */
class StreamsAndFilesTest extends Glm4TestSupport {

    private static final String EMBEDDING = "glm4-embedding:embedding-3";
    private static final String MODERATION = "glm4-moderation:moderation";

    @TempDir
    Path folder;

    @BeforeEach
    void answer() {
        server.otherwise(request -> switch (request.path()) {
            case "/v1/embeddings" -> vectors(inputs(request).size());
            case "/v1/moderations" -> Reply.json("{\"result_list\":[{\"risk_level\":\"PASS\"}]}");
            default -> Reply.completionStream("Hello", " ", "you");
        });
    }

    private static Reply vectors(int count) {
        return Reply.json(Json.writeText(Map.of(
                "data",
                IntStream.range(0, count)
                        .mapToObj(index -> Map.of("index", index, "embedding", List.of(1)))
                        .toList())));
    }

    private static List<?> inputs(RecordedRequest request) {
        return (List<?>) request.json().get("input");
    }

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:moderated").to(MODERATION).to(EMBEDDING);
                from("direct:streamed").to("glm4:GLM-4-Air?stream=true").to("direct:moderated");
            }
        };
    }

    private List<Object> inputsOf(String uri, Object body) {
        assertThat(failure(ask(uri, body))).isNull();
        return server.requests().stream()
                .map(request -> request.json().get("input"))
                .toList();
    }

    @Test
    void streamedAnswerOfAModelIsOneText() {
        assertThat(inputsOf("direct:streamed", "Hi")).containsExactly(null, "Hello you", List.of("Hello you"));
    }

    @Test
    void cachedStreamsInAListCanBeReadByTheNextEndpoint() {
        List<Object> cached =
                List.of(new InputStreamCache("one".getBytes(StandardCharsets.UTF_8)), new ReaderCache("two"));

        assertThat(inputsOf("direct:moderated", cached)).containsExactlyInAnyOrder("one", "two", List.of("one", "two"));
    }

    @Test
    void readersInAListAreText() {
        assertThat(inputsOf(EMBEDDING, List.of(new StringReader("one")))).containsExactly(List.of("one"));
    }

    @Test
    void jsonThatIsNoArrayIsOneText() {
        assertThat(inputsOf(EMBEDDING, Json.tree("one"))).containsExactly(List.of("one"));
        server.reset();
        answer();
        assertThat(inputsOf(EMBEDDING, Json.tree(List.of("one", "two")))).containsExactly(List.of("one", "two"));
    }

    @Test
    void fileInAListIsReadLikeAFileInTheBody() throws Exception {
        Path text = Files.writeString(folder.resolve("text.txt"), "\uFEFFtext");
        Path document = Files.writeString(folder.resolve("document"), "%PDF-1.7 document");

        assertThat(inputsOf(EMBEDDING, List.of(text.toFile(), text))).containsExactly(List.of("text", "text"));

        Exchange refused = ask(EMBEDDING, List.of(text.toFile(), document.toFile()));
        assertThat(failure(refused))
                .isInstanceOf(Glm4RequestException.class)
                .hasMessageStartingWith("element 2 of the body is application/pdf (its first bytes), which cannot");
    }
}
