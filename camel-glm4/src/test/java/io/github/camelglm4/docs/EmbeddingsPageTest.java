package io.github.camelglm4.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.json.Json;
import io.github.camelglm4.testing.RecordedRequest;
import io.github.camelglm4.testing.Reply;
import java.net.http.HttpResponse;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.support.GroupIterator;
import org.junit.jupiter.api.BeforeEach;

/** The samples of docs/embeddings.md. */
class EmbeddingsPageTest extends DocPageTest {

    @BeforeEach
    void answerWithVectors() {
        server.otherwise(EmbeddingsPageTest::vectors);
    }

    private static Reply vectors(RecordedRequest request) {
        int texts = ((List<?>) request.json().get("input")).size();
        return Reply.json(Json.writeText(Map.of(
                "data",
                IntStream.range(0, texts)
                        .mapToObj(index -> Map.of("index", index, "embedding", List.of(0.5, 0.25, -1)))
                        .toList(),
                "usage",
                Map.of("prompt_tokens", 2 * texts, "total_tokens", 2 * texts))));
    }

    @SampleOf("embeddings.md#one-text")
    void embedsOneText(Sample.Version sample) throws Exception {
        sample.load(context);

        Exchange exchange = ask("direct:passage", "A lamp.");

        assertThat(exchange.getMessage().getBody()).isEqualTo(List.of(0.5f, 0.25f, -1f));
        assertThat(exchange.getMessage().getBody(float[].class)).containsExactly(0.5f, 0.25f, -1f);
        assertThat(request()).contains("\"dimensions\":1024").contains("A lamp.");
        assertThat(logged()).containsExactly("3 dimensions for: A lamp.");
    }

    @SampleOf("embeddings.md#many-texts")
    void embedsManyTexts(Sample.Version sample) throws Exception {
        sample.load(context);

        Exchange exchange = ask(
                "direct:passages",
                IntStream.range(0, 130).mapToObj(number -> "Lamp " + number).toList());

        assertThat(exchange.getMessage().getBody(List.class)).hasSize(130);
        assertThat(logged()).containsExactly("130 vectors, 260 tokens, 3 requests");
    }

    @SampleOf("embeddings.md#serving-a-route-as-an-embedding-model")
    void servesVectors(Sample.Version sample) throws Exception {
        sample.load(context);

        HttpResponse<String> answer =
                postTo("/embeddings", "none", "{\"model\":\"vectors\",\"input\":[\"A lamp.\",\"A chair.\"]}");

        assertThat(answer.body())
                .contains("\"index\":1,\"embedding\":[0.5,0.25,-1.0]", "\"prompt_tokens\":4,\"total_tokens\":4");
        assertThat(request()).contains("\"model\":\"embedding-3\"", "A chair.");
    }

    @SampleOf("embeddings.md#more-texts-than-fit-into-the-memory/2")
    void embedsGroupsOfTexts(Sample.Version sample) throws Exception {
        context.getRegistry().bind("groups", new Groups());
        sample.load(context);

        Exchange exchange = ask(
                "direct:corpus",
                IntStream.range(0, 4_098).mapToObj(number -> "Lamp " + number).iterator());

        assertThat(exchange.getException()).isNull();
        assertThat(logged()).containsExactly("4096 vectors to store, of 4096 texts", "2 vectors to store, of 2 texts");
    }

    /** The bean of the page. */
    public static final class Groups {

        public Iterator<Object> of(Iterator<?> texts) {
            return new GroupIterator(texts, 4_096);
        }
    }
}
