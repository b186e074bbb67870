package io.github.camelglm4.batchroute;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.error.Glm4BatchException;
import io.github.camelglm4.error.Glm4ContentFilterException;
import io.github.camelglm4.testing.LogCapture;
import io.github.camelglm4.testing.batch.LineAnswer;
import io.github.camelglm4.testing.batch.Quirk;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Forms of batches and result files that differ from the documentation, and files with unexpected lines. */
class LenientResultsTest extends DeliveryTestSupport {

    @ParameterizedTest
    @EnumSource
    void deliversTheSameWithEachQuirk(Quirk quirk) {
        service.with(quirk).answers(LenientResultsTest::secondFails);
        batch(texts(5));

        poll();
        poll();

        assertThat(answersById()).hasSize(4).containsEntry("row-000001", "good 1");
        assertThat(byId(failures())).containsOnlyKeys("row-000002");
        onlyFailure(Glm4ContentFilterException.class);
        assertThat(service.files()).isEmpty();
    }

    @Test
    void deliversTheSameWithAllQuirksOfOneServer() {
        service.with(
                        Quirk.COUNTS_AS_NUMBERS,
                        Quirk.MILLISECONDS,
                        Quirk.EMPTY_IDS,
                        Quirk.FILE_NAME,
                        Quirk.NO_COMPLETION_WINDOW,
                        Quirk.ERROR_OBJECTS,
                        Quirk.NUMERIC_CODES,
                        Quirk.CRLF_AND_EMPTY_LINES,
                        Quirk.BARE_PAGES)
                .answers(LenientResultsTest::secondFails);
        batch(texts(5));

        poll();

        assertThat(answersById()).hasSize(4);
        onlyFailure(Glm4ContentFilterException.class);
    }

    @Test
    void findsABatchOnALaterPage() {
        batch("1");
        service.pageSize(2).addOtherBatches(7);

        poll();

        assertThat(answersById()).hasSize(1);
    }

    @Test
    void leavesOtherJobsAlone() {
        String other = service.addBatch(file("2"), Map.of("camelGlm4Job", "other"));
        service.awaitStatus(other, "completed");
        String none = service.addBatch(file("3"), Map.of());
        service.awaitStatus(none, "completed");
        batch("1");

        poll();

        assertThat(answersById()).containsOnlyKeys("row-000001");
        assertThat(service.files()).hasSize(4);
    }

    @Test
    void deliversTwoJobsOfAnAccount() throws Exception {
        context.addRoutes(
                routes(builder -> builder.from("glm4-batch:other?startScheduler=false&idempotentRepository=#delivered")
                        .routeId("other")
                        .to("mock:other")));
        service.awaitStatus(service.addBatch(file("1", "2"), Map.of("camelGlm4Job", "other")), "completed");
        batch("1");

        poll();
        ((Glm4BatchConsumer) context.getRoute("other").getConsumer()).run();

        assertThat(answersById()).containsOnlyKeys("row-000001");
        assertThat(byId(received("mock:other"))).containsOnlyKeys("row-000001", "row-000002");
        assertThat(service.files()).isEmpty();
    }

    /** Ids come from the service, and a log line must not be more than one line. */
    @Test
    void showsIdsInOneLine() {
        String batch = batch("1");
        service.rewrite(
                fileOf(batch, "output_file_id"),
                text -> "{\"a\":1}\n" + text.replace("row-000001", "x\\nERROR forged"));
        try (LogCapture log = new LogCapture("io.github.camelglm4.batchroute")) {
            poll();

            assertThat(log.text().lines()).noneMatch(line -> line.startsWith("ERROR forged"));
        }
        assertThat(answersById()).containsKey("x\nERROR forged");
    }

    @Test
    void deliversTheLinesAroundOneThatIsNotJson() {
        String batch = batch("1", "2", "3");
        String output = fileOf(batch, "output_file_id");
        String second = line(output, "row-000002");
        service.rewrite(output, text -> withoutLine(text, second) + "<html>\n{\"custom_id\":\"row-0000\n");
        try (LogCapture log = new LogCapture(BatchDelivery.class.getName())) {
            poll();
            poll();

            assertThat(log.text())
                    .containsOnlyOnce("WARN")
                    .containsOnlyOnce("Line 3 of a result file of batch " + batch + " is not a JSON object");
        }
        assertThat(answersById()).containsOnlyKeys("row-000001", "row-000003");
        assertThat(onlyFailure(Glm4BatchException.class))
                .hasMessage("batch " + batch + " is completed, but has no readable result for this request");
    }

    @Test
    void ignoresALineWithoutId() {
        String batch = batch("1");
        service.rewrite(fileOf(batch, "output_file_id"), text -> text + "{\"response\":{\"status_code\":200}}\n");
        try (LogCapture log = new LogCapture(BatchDelivery.class.getName())) {
            poll();

            assertThat(log.text()).contains("Line 2 of a result file of batch " + batch + " has no custom_id");
        }
        assertThat(answersById()).hasSize(1);
        assertThat(repository.contains(batch)).isTrue();
    }

    @Test
    void deliversAnAnswerWithAnUnknownId() {
        String batch = batch("1", "2");
        service.rewrite(
                fileOf(batch, "output_file_id"),
                text -> text
                        + line(fileOf(batch, "output_file_id"), "row-000002").replace("row-000002", "row-000009"));

        poll();

        assertThat(answersById()).containsOnlyKeys("row-000001", "row-000002", "row-000009");
        assertThat(repository.contains(batch)).isTrue();
    }

    @Test
    void deliversAFailureWithAnUnknownIdWithoutARequest() {
        service.answers(line -> LineAnswer.error(400, "1301", "blocked"));
        String batch = batch("1");
        service.rewrite(fileOf(batch, "error_file_id"), text -> text + text.replace("row-000001", "row-000009"));

        poll();

        assertThat(byId(failures()))
                .containsOnlyKeys("row-000001", "row-000009")
                .containsEntry("row-000009", null);
        assertThat(repository.contains(batch)).isTrue();
    }

    @Test
    void deliversTheFirstOfTwoAnswers() {
        String batch = batch("1", "2");
        service.rewrite(
                fileOf(batch, "output_file_id"),
                text -> text
                        + line(fileOf(batch, "output_file_id"), "row-000001").replace("answer to", "second"));

        poll();

        assertThat(answersById()).containsEntry("row-000001", "answer to 1").hasSize(2);
    }

    @Test
    void prefersAnAnswerToAFailure() {
        service.with(Quirk.FAILURES_IN_OUTPUT).answers(line -> LineAnswer.error(400, "1301", "blocked"));
        String batch = batch("1");
        service.rewrite(
                fileOf(batch, "output_file_id"),
                text -> text + "{\"custom_id\":\"row-000001\",\"response\":{\"status_code\":200,\"body\":{\"choices\":"
                        + "[{\"finish_reason\":\"stop\",\"message\":{\"content\":\"good\"}}]}}}\n");

        poll();

        assertThat(answersById()).isEqualTo(Map.of("row-000001", "good"));
        assertThat(failures()).isEmpty();
    }

    @Test
    void deliversALineOfTheAllowedSizeAndFailsALargerOne() throws Exception {
        route("&maxResponseSize=2000");
        service.answers(line ->
                LineAnswer.text("GLM-4-Air", "x".repeat(line.get("custom_id").equals("row-000001") ? 3_000 : 9)));
        batch("1", "2");

        poll();

        assertThat(answersById()).containsOnlyKeys("row-000002");
        assertThat(byId(failures())).containsOnlyKeys("row-000001");
        onlyFailure(Glm4BatchException.class);
    }

    private static LineAnswer secondFails(Map<String, Object> line) {
        String id = (String) line.get("custom_id");
        return id.equals("row-000002")
                ? LineAnswer.error(400, "1301", "blocked")
                : LineAnswer.text("GLM-4-Air", "good " + id.charAt(9));
    }

    private String line(String file, String id) {
        return service.content(file)
                        .lines()
                        .filter(line -> line.contains(id))
                        .findFirst()
                        .orElseThrow() + "\n";
    }

    private static String withoutLine(String text, String line) {
        return text.replace(line, "");
    }
}
