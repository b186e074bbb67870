package io.github.camelglm4.embeddingroute;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.json.Json;
import io.github.camelglm4.testing.OwnProcess;
import io.github.camelglm4.testing.RecordedRequest;
import io.github.camelglm4.testing.Reply;
import io.github.camelglm4.testing.ScriptedServer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * 100,000 texts of an Iterator become vectors with 64 MB for the whole application: short ones as one message, whose
 * vectors all fit, and, in groups, ones that do not fit. The long form is {@code -Dembeddings.texts=1000000}, for the
 * groups.
 */
@Timeout(1_800)
class SmallHeapEmbeddingsTest {

    private static final int TEXTS = 100_000;
    private static final int TEXTS_IN_GROUPS = Integer.getInteger("embeddings.texts", TEXTS);
    static final int DIMENSIONS = 16;

    /** Together more than the heap. */
    private static final int CHARACTERS = 1_000;

    @RegisterExtension
    static final ScriptedServer server = ScriptedServer.start();

    private final AtomicInteger answered = new AtomicInteger();

    @Test
    void oneHundredThousandTextsBecomeVectorsWith64Megabytes() throws Exception {
        server.otherwise(this::vectors).recordNothing();
        try (OwnProcess application = new OwnProcess(
                "64m",
                SmallHeapEmbeddingsApplication.class,
                server.baseUrl(),
                "" + TEXTS,
                "" + TEXTS_IN_GROUPS,
                "" + CHARACTERS)) {
            String message = application.hear("message", 300);
            String groups = application.hear("groups", 1_200);
            System.out.println("[embeddings] 64 MB: as a message " + message + ", in groups " + groups);

            assertThat(message).startsWith(TEXTS + " vectors, wrong 0");
            assertThat(groups).startsWith(TEXTS_IN_GROUPS + " vectors, wrong 0");
        }
        assertThat(answered).hasValue(TEXTS + TEXTS_IN_GROUPS);
    }

    /** The vector of a text begins with the two halves of its number. */
    private Reply vectors(RecordedRequest request) {
        List<?> texts = (List<?>) request.json().get("input");
        List<Map<String, Object>> data = IntStream.range(0, texts.size())
                .mapToObj(
                        index -> Map.<String, Object>of("index", index, "embedding", vector((String) texts.get(index))))
                .toList();
        answered.addAndGet(texts.size());
        return Reply.json(Json.writeText(Map.of("data", data)));
    }

    private static List<Integer> vector(String text) {
        int number = SmallHeapEmbeddingsApplication.number(text);
        return IntStream.range(0, DIMENSIONS)
                .map(place -> place == 0 ? number / 1_000 : place == 1 ? number % 1_000 : place)
                .boxed()
                .toList();
    }
}
