package io.github.camelglm4.batchroute;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.Glm4BatchHeaders;
import io.github.camelglm4.error.Glm4BatchException;
import io.github.camelglm4.testing.LogCapture;
import io.github.camelglm4.testing.batch.Fault;
import io.github.camelglm4.testing.batch.LineAnswer;
import io.github.camelglm4.testing.batch.Operation;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** When the files of a batch are deleted at the service. */
class DeletedFilesTest extends DeliveryTestSupport {

    @Test
    void deletesAllFilesOfADeliveredBatch() {
        service.answers(line -> line.get("custom_id").equals("row-000002")
                ? LineAnswer.error(400, "1301", "blocked")
                : LineAnswer.text("GLM-4-Air", "good"));
        batch("1", "2");
        assertThat(service.files()).hasSize(3);

        poll();

        assertThat(service.files()).isEmpty();
        assertThat(answers()).hasSize(1);
        assertThat(failures()).hasSize(1);
    }

    @Test
    void keepsThemWithDeleteFilesFalse() throws Exception {
        route("&deleteFiles=false");
        batch("1");

        poll();
        poll();

        assertThat(service.files()).hasSize(2);
        assertThat(service.requests(Operation.DELETE_FILE)).isEmpty();
        assertThat(answers()).hasSize(1);
    }

    @Test
    void keepsThemUntilEveryLineHasBeenDelivered() throws Exception {
        AtomicBoolean failing = new AtomicBoolean(true);
        route(routes(builder -> builder.from(uri("")).routeId("delivery").process(exchange -> {
            if (failing.get()
                    && exchange.getMessage()
                            .getHeader(Glm4BatchHeaders.REQUEST_ID)
                            .equals("row-000002")) {
                throw new IllegalStateException("not now");
            }
        })));
        batch("1", "2");

        poll();
        assertThat(service.files()).hasSize(2);

        failing.set(false);
        poll();
        assertThat(service.files()).isEmpty();
    }

    @Test
    void keepsAnInputFileThatAnotherBatchNeeds() {
        String file = file("1");
        service.awaitStatus(service.addBatch(file, METADATA), "completed");
        service.hold();
        String second = service.addBatch(file, METADATA);

        poll();
        assertThat(service.files()).containsExactly(file);

        service.end(second, "completed", 1);
        poll();
        assertThat(service.files()).isEmpty();
        assertThat(answersById()).hasSize(1);
    }

    /** A process that is killed meanwhile deletes the others after its restart: see the test of kills. */
    @Test
    void storesTheKeyOfTheBatchAfterItDeletes() {
        String batch = batch("1");
        AtomicBoolean known = new AtomicBoolean();
        service.onRequest(request -> {
            if (request.operation() == Operation.DELETE_FILE && repository.contains(batch)) {
                known.set(true);
            }
        });

        poll();

        assertThat(known).isFalse();
        assertThat(repository.contains(batch)).isTrue();
    }

    @Test
    void isDoneWithABatchWhoseFileCannotBeDeleted() {
        String batch = batch("1");
        service.fail(Operation.DELETE_FILE, Fault.error(403, "1220", "not yours"));
        try (LogCapture log = new LogCapture(Glm4BatchConsumer.class.getName())) {
            poll();

            assertThat(log.text()).contains("could not be deleted").contains("not yours");
        }
        poll();

        assertThat(repository.contains(batch)).isTrue();
        assertThat(service.files()).hasSize(1);
        assertThat(answersById()).hasSize(1);
    }

    /** As after a kill while files are deleted, if the repository is in memory. */
    @Test
    void deliversNothingOfABatchWhoseOutputFileIsGone() {
        service.answers(line -> line.get("custom_id").equals("row-000002")
                ? LineAnswer.error(400, "1301", "blocked")
                : LineAnswer.text("GLM-4-Air", "good"));
        String first = batch("1", "2");
        String second = batch("1", "2");
        service.removeFile(fileOf(first, "output_file_id")).removeFile(fileOf(second, "output_file_id"));
        try (LogCapture log = new LogCapture(Glm4BatchConsumer.class.getName())) {
            poll();
            poll();

            assertThat(log.text()).containsOnlyOnce("files of 2 batches no longer exist: " + first + ", " + second);
        }
        assertThat(answers()).isEmpty();
        assertThat(failures()).isEmpty();
        assertThat(service.files()).as("the others are deleted").isEmpty();
    }

    /** Only another application deletes the error file before the output file; the answers must not be lost with it. */
    @Test
    void deliversTheAnswersOfABatchWhoseErrorFileIsGone() {
        service.answers(line -> line.get("custom_id").equals("row-000002")
                ? LineAnswer.error(400, "1301", "blocked")
                : LineAnswer.text("GLM-4-Air", "good"));
        String batch = batch("1", "2");
        service.removeFile(fileOf(batch, "error_file_id"));

        poll();

        assertThat(answersById()).containsOnlyKeys("row-000001");
        assertThat(failures())
                .singleElement()
                .satisfies(exchange -> assertThat(caught(exchange))
                        .isInstanceOf(Glm4BatchException.class)
                        .hasMessageContaining("has no readable result for this request"));
        assertThat(service.files()).isEmpty();
        assertThat(repository.contains(batch)).isTrue();
    }
}
