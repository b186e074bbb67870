package io.github.camelglm4.batchroute;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.Glm4BatchHeaders;
import io.github.camelglm4.Glm4Headers;
import io.github.camelglm4.chat.ChatCompletionRequest;
import io.github.camelglm4.chat.ChatMessage;
import io.github.camelglm4.testing.batch.BatchRequest;
import io.github.camelglm4.testing.batch.Operation;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.processor.aggregate.GroupedExchangeAggregationStrategy;
import org.apache.camel.processor.aggregate.GroupedMessageAggregationStrategy;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.DefaultMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each element of a body is one request of a batch, with its id. */
class SubmittedBodiesTest extends SubmissionTestSupport {

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:exchanges")
                        .aggregate(constant(true), new GroupedExchangeAggregationStrategy())
                        .completionSize(2)
                        .to(JOB)
                        .to("mock:submitted");
                from("direct:messages")
                        .aggregate(constant(true), new GroupedMessageAggregationStrategy())
                        .completionSize(2)
                        .to(JOB)
                        .to("mock:submitted");
            }
        };
    }

    @Test
    void elementsOfACollectionAreRequestsInItsOrder() {
        Exchange exchange = submit(JOB, new ArrayDeque<>(List.of("one", "two", "three")));

        assertThat(texts()).containsExactly("one", "two", "three");
        assertThat(exchange.getMessage().getBody()).isEqualTo(ids(lines()));
        assertThat(exchange.getMessage().getHeader(Glm4BatchHeaders.ID))
                .isEqualTo(service.batches().get(0));
        assertThat(exchange.getMessage().getHeader(Glm4BatchHeaders.REQUESTS)).isEqualTo(3);
    }

    @Test
    void lineIsARequestOfChatCompletions() {
        submit(JOB, List.of("Hi"));

        Map<String, Object> line = lines().get(0);
        assertThat(line).containsOnlyKeys("custom_id", "method", "url", "body");
        assertThat(line).containsEntry("method", "POST").containsEntry("url", "/v4/chat/completions");
        assertThat(request(line))
                .isEqualTo(Map.of("model", "GLM-4-Air", "messages", List.of(Map.of("role", "user", "content", "Hi"))));
    }

    @Test
    void jobIsInTheMetadataAndTheInputFileIsKept() {
        submit("glm4-batch:Nightly%20reviews?model=GLM-4-Air", List.of("Hi"));

        Map<String, Object> created = service.requests(Operation.CREATE).get(0).json();
        assertThat(created)
                .containsEntry("metadata", Map.of("camelGlm4Job", "Nightly reviews"))
                .containsEntry("endpoint", "/v4/chat/completions")
                .containsEntry("auto_delete_input_file", false);
        assertThat(service.requests(Operation.UPLOAD))
                .extracting(BatchRequest::json)
                .singleElement()
                .satisfies(upload -> {
                    assertThat(upload).containsEntry("purpose", "batch");
                    assertThat((String) upload.get("filename")).matches("Nightly_reviews-1-.*\\.jsonl");
                });
    }

    @Test
    void elementsOfAnIterableAndAnIteratorAreRequests() {
        Iterable<String> iterable = () -> List.of("one", "two").iterator();
        submit(JOB, iterable);
        submit(JOB, List.of("three").iterator());

        assertThat(texts(lines(0))).containsExactly("one", "two");
        assertThat(texts(lines(1))).containsExactly("three");
    }

    @Test
    void iteratorThatCanBeClosedIsClosed() {
        class Rows implements Iterator<String>, Closeable {
            private final Iterator<String> rows = List.of("one", "two").iterator();
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
        Rows read = new Rows();
        submit(JOB, read);
        Rows refused = new Rows();
        submit(JOB + "&maxFileSize=1", refused, Map.of());

        assertThat(read.closed).isTrue();
        assertThat(refused.closed).isTrue();
    }

    @Test
    void elementsAreBodiesAsTheModelTakesThem(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("review.txt"), "from a file");
        submit(
                JOB,
                List.of(
                        "text",
                        "bytes".getBytes(StandardCharsets.UTF_8),
                        new ByteArrayInputStream("stream".getBytes(StandardCharsets.UTF_8)),
                        file.toFile(),
                        List.of(Map.of("role", "user", "content", "message")),
                        Map.of("messages", List.of(Map.of("role", "user", "content", "map")), "top_k", 7),
                        new ChatCompletionRequest(null, List.of(ChatMessage.user("record")))));

        assertThat(texts()).containsExactly("text", "bytes", "stream", "from a file", "message", "map", "record");
        assertThat(requests().get(5)).containsEntry("top_k", 7);
    }

    @Test
    void exchangesOfAnAggregationKeepTheirHeaders() throws Exception {
        getMockEndpoint("mock:submitted").expectedMessageCount(1);
        template.sendBodyAndHeaders(
                "direct:exchanges",
                "one",
                Map.of(Glm4BatchHeaders.REQUEST_ID, "order-1", Glm4Headers.TEMPERATURE, 0.1));
        template.sendBodyAndHeader("direct:exchanges", "two", Glm4Headers.SYSTEM_MESSAGE, "Be brief.");
        getMockEndpoint("mock:submitted").assertIsSatisfied();

        assertHeadersOfElements();
    }

    @Test
    void messagesOfAnAggregationKeepTheirHeaders() throws Exception {
        getMockEndpoint("mock:submitted").expectedMessageCount(1);
        template.sendBodyAndHeaders(
                "direct:messages", "one", Map.of(Glm4BatchHeaders.REQUEST_ID, "order-1", Glm4Headers.TEMPERATURE, 0.1));
        template.sendBodyAndHeader("direct:messages", "two", Glm4Headers.SYSTEM_MESSAGE, "Be brief.");
        getMockEndpoint("mock:submitted").assertIsSatisfied();

        assertHeadersOfElements();
    }

    private void assertHeadersOfElements() {
        assertThat(texts()).containsExactly("one", "two");
        assertThat(ids(lines()).get(0)).isEqualTo("order-1");
        assertThat(requests().get(0)).containsEntry("temperature", 0.1);
        assertThat(requests().get(1)).doesNotContainKey("temperature");
        assertThat((List<?>) requests().get(1).get("messages"))
                .first()
                .isEqualTo(Map.of("role", "system", "content", "Be brief."));
        Message submitted =
                getMockEndpoint("mock:submitted").getExchanges().get(0).getMessage();
        assertThat(submitted.getBody()).isEqualTo(ids(lines()));
    }

    @Test
    void messageWithoutAnExchangeIsARequest() {
        Message message = new DefaultMessage(context);
        message.setBody("lonely");
        message.setHeader(Glm4BatchHeaders.REQUEST_ID, "alone-1");
        submit(JOB, List.of(message));

        assertThat(texts()).containsExactly("lonely");
        assertThat(ids(lines())).containsExactly("alone-1");
    }

    @Test
    void keysOfAMapAreTheIds() {
        Exchange other = new DefaultExchange(context);
        other.getMessage().setBody("two");
        other.getMessage().setHeader(Glm4BatchHeaders.REQUEST_ID, "ignored");
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("order-1", "one");
        body.put("order-2", other);
        Exchange exchange = submit(JOB, body);

        assertThat(ids(lines())).containsExactly("order-1", "order-2");
        assertThat(texts()).containsExactly("one", "two");
        assertThat(exchange.getMessage().getBody()).isEqualTo(List.of("order-1", "order-2"));
    }

    @Test
    void idsThatAreNotGivenAreMadeAndDifferInEachSubmission() {
        List<Object> made = new ArrayList<>();
        made.addAll(submit(JOB, List.of("one", "two")).getMessage().getBody(List.class));
        made.addAll(submit(JOB, List.of("one", "two")).getMessage().getBody(List.class));

        assertThat(made)
                .doesNotHaveDuplicates()
                .hasSize(4)
                .allSatisfy(id -> assertThat((String) id).hasSizeGreaterThanOrEqualTo(6));
    }

    @ParameterizedTest
    @ValueSource(strings = {"12345", "", "ab\uD83D\uDE00"})
    void shortIdIsAnError(String id) {
        assertThat(refusal(JOB, Map.of(id, "Hi")))
                .isEqualTo("body[0] (custom_id %s): custom_id must be text of at least 6 characters, but has %d"
                        .formatted(id, id.codePointCount(0, id.length())));
    }

    @Test
    void idThatIsUsedTwiceIsAnErrorThatNamesIt() {
        List<Object> twice = List.of(element("one", "order-1"), element("two", "order-2"), element("three", "order-1"));

        assertThat(refusal(JOB, twice))
                .isEqualTo("body[2] (custom_id order-1): the custom_id is used twice: each must be unique");
    }

    private Exchange element(Object body, String id) {
        Exchange element = new DefaultExchange(context);
        element.getMessage().setBody(body);
        element.getMessage().setHeader(Glm4BatchHeaders.REQUEST_ID, id);
        return element;
    }

    @Test
    void keysThatAreNoTextAreAnError() {
        assertThat(refusal(JOB, Map.of(123456, "Hi"))).contains("custom_id", "123456");
    }

    @Test
    void headersOfTheSubmissionApplyToBodiesWithoutOwn() {
        Exchange exchange = submit(
                JOB,
                List.of("one", element("two", "order-2")),
                Map.of(
                        Glm4Headers.TEMPERATURE, 0.3,
                        Glm4Headers.REQUEST_ID, "request-1",
                        Glm4BatchHeaders.REQUEST_ID, "order-2"));

        assertThat(failure(exchange)).isNull();
        assertThat(requests().get(0)).containsEntry("temperature", 0.3).doesNotContainKey("request_id");
        assertThat(requests().get(1)).doesNotContainKeys("temperature", "request_id");
        assertThat(ids(lines()).get(0)).isNotEqualTo("order-2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "iterable", "iterator", "map"})
    void nothingToSubmitIsAnError(String kind) {
        Iterable<String> iterable = Set.<String>of()::iterator;
        Object body = Map.of("list", List.of(), "iterable", iterable, "iterator", iterable.iterator(), "map", Map.of())
                .get(kind);

        assertThat(refusal(JOB, body)).startsWith("the body has no elements, so no request would be sent");
    }

    @Test
    void bodyThatIsNoCollectionIsAnErrorThatNamesItsType(@TempDir Path folder) {
        assertThat(refusal(JOB, "one request")).contains("Collection", "java.lang.String", "input=jsonl");
        assertThat(refusal(JOB, null)).contains("but is null");
        assertThat(refusal(JOB, folder.resolve("lines.jsonl"))).contains("Path", "input=jsonl");
    }
}
