package io.github.camelglm4.batchroute;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.Glm4BatchHeaders;
import io.github.camelglm4.error.Glm4BatchException;
import io.github.camelglm4.testing.LogCapture;
import io.github.camelglm4.testing.batch.Finding;
import io.github.camelglm4.testing.batch.LineAnswer;
import io.github.camelglm4.testing.batch.Operation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests of a batch that ended without an answer for them. */
class UnansweredLinesTest extends DeliveryTestSupport {

    @Test
    void tellsForEachLineWhyTheBatchFailed() {
        service.findings(
                new Finding("1214", 2, "messages is empty", "messages"),
                new Finding("1210", null, "file is odd", null));
        String batch = failedBatch("1", "2", "3");

        poll();

        assertThat(byId(failures())).containsOnlyKeys("row-000001", "row-000002", "row-000003");
        Glm4BatchException second = failure("row-000002");
        assertThat(second)
                .hasMessage(
                        "batch " + batch
                                + " failed, because the service rejected this request: line 2, code 1214, messages, messages is empty");
        assertThat(second.getFindings()).singleElement().satisfies(finding -> {
            assertThat(finding.line()).isEqualTo(2);
            assertThat(finding.code()).isEqualTo("1214");
            assertThat(finding.param()).isEqualTo("messages");
            assertThat(finding.message()).isEqualTo("messages is empty");
        });
        Glm4BatchException other = failure("row-000003");
        assertThat(other)
                .hasMessage("batch " + batch + " failed, so this request was not answered: line 2, code 1214, messages,"
                        + " messages is empty; code 1210, file is odd");
        assertThat(other.getFindings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.line()).isNull());
        assertThat(other.isRetryable()).isFalse();
    }

    @Test
    void hasTheRequestAsBody() {
        service.findings(new Finding("1210", null, "file is odd", null));
        failedBatch("1");

        poll();

        assertThat(failures().get(0).getMessage().getBody())
                .isEqualTo(Map.of("model", "GLM-4-Air", "messages", List.of(Map.of("role", "user", "content", "1"))));
    }

    @ParameterizedTest
    @CsvSource({"expired, expired before", "cancelled, was canceled before", "completed, is completed"})
    void deliversAnswersAndAFailureForEachOtherLine(String status, String words) {
        String batch = heldBatch(texts(10));
        service.end(batch, status, 4);

        poll();
        poll();

        assertThat(answersById()).hasSize(4);
        assertThat(byId(failures()))
                .hasSize(6)
                .doesNotContainKeys(answersById().keySet().toArray(String[]::new));
        assertThat(caught(failures().get(0)))
                .isInstanceOf(Glm4BatchException.class)
                .hasMessageContaining(batch)
                .hasMessageContaining(words);
    }

    @Test
    void deliversALineWithoutResultInACompletedBatch() {
        service.answers(line ->
                line.get("custom_id").equals("row-000002") ? LineAnswer.none() : LineAnswer.text("GLM-4-Air", "good"));
        batch("1", "2", "3");

        poll();

        assertThat(answersById()).containsOnlyKeys("row-000001", "row-000003");
        assertThat(byId(failures())).containsOnlyKeys("row-000002");
        onlyFailure(Glm4BatchException.class);
    }

    @Test
    void doesNotReadTheInputFileIfAllLinesHaveAnswers() {
        batch(texts(3));

        poll();

        assertThat(service.requests(Operation.DOWNLOAD)).hasSize(1);
    }

    @Test
    void deliversNothingForACanceledBatchWithoutFiles() {
        String batch = heldBatch("1", "2");
        String input = fileOf(batch, "input_file_id");
        service.end(batch, "cancelled", 0);
        service.removeFile(input);
        try (LogCapture log = new LogCapture(Glm4BatchConsumer.class.getName())) {
            poll();
            poll();

            assertThat(log.text()).containsOnlyOnce(batch).contains("no longer exist");
        }
        assertThat(failures()).isEmpty();
        assertThat(repository.contains(batch)).isTrue();
    }

    private String failedBatch(String... texts) {
        String id = service.addBatch(file(texts), METADATA);
        service.awaitStatus(id, "failed");
        return id;
    }

    private Glm4BatchException failure(String id) {
        return failures().stream()
                .filter(exchange -> id.equals(exchange.getMessage().getHeader(Glm4BatchHeaders.REQUEST_ID)))
                .map(exchange -> (Glm4BatchException) caught(exchange))
                .findFirst()
                .orElseThrow();
    }
}
