package io.github.camelglm4.docs;

import static io.github.camelglm4.testing.Patience.LATER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelglm4.Glm4Component;
import io.github.camelglm4.testing.batch.BatchService;
import io.github.camelglm4.testing.batch.LineAnswer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The samples of docs/batches.md. */
class BatchesPageTest extends DocPageTest {

    private static final Map<String, Object> JOB = Map.of("camelGlm4Job", "reviews");

    @RegisterExtension
    final BatchService service = BatchService.start();

    @TempDir
    Path folder;

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        context.getComponent("glm4", Glm4Component.class).getService().setBaseUrl(service.baseUrl());
        return context;
    }

    @SampleOf("batches.md#submit")
    void submitsReviews(Sample.Version sample) throws Exception {
        sample.load(context, sample.code().replace("600000", "500").replace("600_000", "500"));

        ask("direct:review", "The lamp is broken.", Map.of("reviewId", 1));
        ask("direct:review", "A nice lamp.", Map.of("reviewId", 2));

        await().atMost(LATER).until(() -> logged().equals(List.of("2 reviews submitted")));
        Map<String, Object> batch = service.batch(service.batches().get(0));
        assertThat(batch).containsEntry("metadata", JOB);
        assertThat(service.content((String) batch.get("input_file_id")).lines())
                .hasSize(2)
                .allMatch(line -> line.contains("Answer with positive, negative or neutral."))
                .anyMatch(line -> line.contains("\"review-1\"") && line.contains("The lamp is broken."))
                .anyMatch(line -> line.contains("\"review-2\"") && line.contains("A nice lamp."));
    }

    @SampleOf("batches.md#deliver")
    void deliversAnswersAndFailures(Sample.Version sample) throws Exception {
        service.answers(line -> line.get("custom_id").equals("review-1")
                ? LineAnswer.text("GLM-4-Air", "negative")
                : LineAnswer.error(400, "1301", "sensitive"));
        service.addBatch(service.addFile(line("review-1") + line("review-2")), JOB);
        sample.load(context);

        await().atMost(LATER).until(() -> logged().size() == 2);
        assertThat(logged().get(0)).isEqualTo("review-1 is negative");
        assertThat(logged().get(1)).startsWith("review-2 has no answer: ").contains("1301");
        service.awaitFiles(0);
    }

    @SampleOf("batches.md#request-files")
    void submitsFiles(Sample.Version sample) throws Exception {
        Files.writeString(folder.resolve("june.jsonl"), line("review-1") + line("review-2"));
        sample.load(context, sample.code().replace("file:requests", "file:" + folder));

        await().atMost(LATER).until(() -> logged().equals(List.of("june.jsonl: 2 requests")));
        assertThat(service.batch(service.batches().get(0))).containsEntry("metadata", JOB);
    }

    @SampleOf("batches.md#cancel")
    void cancels(Sample.Version sample) throws Exception {
        service.hold();
        String id = service.addBatch(service.addFile(line("review-1")), JOB);
        sample.load(context);

        Exchange exchange = ask("direct:stop-reviews", null, Map.of("CamelGlm4BatchId", id));

        assertThat(failure(exchange)).isNull();
        assertThat(service.status(id)).isEqualTo("cancelling");
        assertThat(logged()).containsExactly("canceled: " + id);
    }

    private static String line(String id) {
        return """
                {"custom_id":"%s","method":"POST","url":"/v4/chat/completions",\
                "body":{"model":"GLM-4-Air","messages":[{"role":"user","content":"A review"}]}}
                """.formatted(id);
    }
}
