package io.github.camelglm4.batchroute;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.Glm4BatchHeaders;
import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.testing.batch.Operation;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** A header cancels batches instead of submitting the body. */
class CanceledBatchTest extends SubmissionTestSupport {

    @Test
    void headerCancelsTheBatchOfTheOtherHeader() {
        Object id = submit(JOB, List.of("one")).getMessage().getHeader(Glm4BatchHeaders.ID);
        Map<String, Object> headers = Map.of(Glm4BatchHeaders.CANCEL, true, Glm4BatchHeaders.ID, id);
        Exchange exchange = submit(JOB, "untouched", headers);

        assertThat(failure(exchange)).isNull();
        assertThat(service.status((String) id)).isEqualTo("cancelling");
        assertThat(exchange.getMessage().getBody()).isEqualTo("untouched");
        assertThat(exchange.getMessage().getHeaders()).isEqualTo(headers);
        assertThat(sent(Operation.UPLOAD)).isEqualTo(1);
    }

    @Test
    void headersOfASubmissionCancelAllItsBatches() {
        Exchange submitted = submit(JOB + "&maxRequests=1", List.of("one", "two"));
        submitted.getMessage().setHeader(Glm4BatchHeaders.CANCEL, "true");
        template.send(JOB, submitted);

        assertThat(failure(submitted)).isNull();
        assertThat(service.batches())
                .hasSize(2)
                .allSatisfy(id -> assertThat(service.status(id)).isEqualTo("cancelling"));
    }

    @Test
    void falseSubmits() {
        Exchange exchange = submit(JOB, List.of("one"), Map.of(Glm4BatchHeaders.CANCEL, "false"));

        assertThat(failure(exchange)).isNull();
        assertThat(service.batches()).hasSize(1);
    }

    @Test
    void cancelWithoutAnIdIsAnError() {
        String message = "the header CamelGlm4BatchCancel requires the id of the batch, or a List of ids, in the header"
                + " CamelGlm4BatchId";

        assertThat(refusal(JOB, "x", Map.of(Glm4BatchHeaders.CANCEL, true))).isEqualTo(message);
        assertThat(refusal(JOB, "x", Map.of(Glm4BatchHeaders.CANCEL, true, Glm4BatchHeaders.ID, List.of())))
                .isEqualTo(message);
        assertThat(refusal(JOB, "x", Map.of(Glm4BatchHeaders.CANCEL, "yes"))).contains("true or false", "yes");
    }

    @Test
    void unknownBatchFailsTheExchange() {
        Exchange exchange = submit(JOB, "x", Map.of(Glm4BatchHeaders.CANCEL, true, Glm4BatchHeaders.ID, "batch-none"));

        assertThat(failure(exchange)).isInstanceOf(Glm4RequestException.class);
    }
}
