package io.github.camelglm4.batchroute;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.Glm4BatchHeaders;
import io.github.camelglm4.Glm4Headers;
import io.github.camelglm4.testing.batch.BatchRequest;
import io.github.camelglm4.testing.batch.Operation;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

/** A submission that is too large for one batch, or has several models, becomes several. */
class SeveralBatchesTest extends SubmissionTestSupport {

    @Test
    void furtherRequestsBecomeFurtherBatches() {
        Exchange exchange = submit(JOB + "&maxRequests=2", List.of("one", "two", "three", "four", "five"));

        assertThat(texts(lines(0))).containsExactly("one", "two");
        assertThat(texts(lines(1))).containsExactly("three", "four");
        assertThat(texts(lines(2))).containsExactly("five");
        assertThat(exchange.getMessage().getHeader(Glm4BatchHeaders.ID)).isEqualTo(batches());
        assertThat(exchange.getMessage().getHeader(Glm4BatchHeaders.REQUESTS)).isEqualTo(5);
        assertThat((List<?>) exchange.getMessage().getBody()).hasSize(5);
        assertThat(service.requests(Operation.CREATE))
                .extracting(BatchRequest::json)
                .allSatisfy(batch -> assertThat(batch).containsEntry("metadata", Map.of("camelGlm4Job", "nightly")));
        assertThat(service.requests(Operation.UPLOAD))
                .extracting(upload -> upload.json().get("filename").toString().substring(0, 10))
                .containsExactly("nightly-1-", "nightly-2-", "nightly-3-");
    }

    @Test
    void fileOfACreatedBatchIsDeletedBeforeTheNextUpload() {
        List<Integer> left = new CopyOnWriteArrayList<>();
        service.onRequest(request -> {
            if (request.operation() == Operation.UPLOAD) {
                left.add(temporaryFiles().size());
            }
        });
        submit(JOB + "&maxRequests=1", List.of("one", "two", "three"));

        assertThat(left).containsExactly(3, 2, 1);
    }

    @Test
    void exactlyFullBatchNeedsNoOther() {
        submit(JOB + "&maxRequests=2", List.of("one", "two"));
        assertThat(texts()).containsExactly("one", "two");
    }

    @Test
    void noFileIsLargerThanItsLimit() {
        submit(
                JOB + "&maxFileSize=1000",
                IntStream.range(0, 50).mapToObj(i -> "text " + i).toList());

        assertThat(service.batches()).hasSizeBetween(8, 12);
        assertThat(service.requests(Operation.UPLOAD))
                .allSatisfy(upload ->
                        assertThat((Integer) upload.json().get("bytes")).isLessThanOrEqualTo(1000));
        assertThat(IntStream.range(0, service.batches().size())
                        .mapToObj(i -> texts(lines(i)))
                        .flatMap(List::stream))
                .hasSize(50)
                .doesNotHaveDuplicates();
    }

    @Test
    void requestThatIsLargerThanAFileIsAnErrorThatNamesIt() {
        assertThat(refusal(JOB + "&maxFileSize=1000", List.of("one", "x".repeat(2000))))
                .startsWith("body[1]: the request has 2")
                .endsWith("bytes, but a file has at most 1000 (option maxFileSize)");
    }

    @Test
    void eachModelHasItsBatch() {
        submit(JOB + "&maxRequests=2", List.of("a1", plus("p1"), "a2", plus("p2"), "a3"));

        assertThat(texts(lines(0))).containsExactly("a1", "a2");
        assertThat(texts(lines(1))).containsExactly("p1", "p2");
        assertThat(texts(lines(2))).containsExactly("a3");
        assertThat(lines(1)).allSatisfy(line -> assertThat(request(line)).containsEntry("model", "GLM-4-Plus"));
    }

    private Exchange plus(String text) {
        Exchange element = new DefaultExchange(context);
        element.getMessage().setBody(text);
        element.getMessage().setHeader(Glm4Headers.MODEL, "GLM-4-Plus");
        return element;
    }

    @Test
    void sameIdIsAnErrorInAnotherBatchOfTheSameModelToo() {
        List<Object> requests = List.of(named("GLM-4-Air"), "two", named("GLM-4-Air"));

        assertThat(refusal(JOB + "&maxRequests=1", requests)).contains("body[2]", "order-1", "used twice");
    }

    @Test
    void sameIdCanAskTwoModels() {
        submit(JOB, List.of(named("GLM-4-Air"), named("GLM-4-Plus")));

        assertThat(ids(lines(0))).isEqualTo(ids(lines(1))).containsExactly("order-1");
    }

    private Exchange named(String model) {
        Exchange element = new DefaultExchange(context);
        element.getMessage().setBody("Hi");
        element.getMessage().setHeader(Glm4Headers.MODEL, model);
        element.getMessage().setHeader(Glm4BatchHeaders.REQUEST_ID, "order-1");
        return element;
    }

    @Test
    void moreThanAHundredModelsAreAnError() {
        List<Exchange> requests =
                IntStream.rangeClosed(1, 101).mapToObj(i -> named("model-" + i)).toList();

        assertThat(refusal(JOB, requests)).contains("body[100]", "more than 100 models", "model-101");
    }
}
