package io.github.camelglm4.batchroute;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.Glm4BatchHeaders;
import io.github.camelglm4.Glm4Properties;
import io.github.camelglm4.error.Glm4AuthenticationException;
import io.github.camelglm4.error.Glm4ContentFilterException;
import io.github.camelglm4.error.Glm4ContextLengthException;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.error.Glm4OverloadedException;
import io.github.camelglm4.error.Glm4QuotaException;
import io.github.camelglm4.error.Glm4RateLimitException;
import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.error.Glm4ServerException;
import io.github.camelglm4.testing.LogCapture;
import io.github.camelglm4.testing.batch.LineAnswer;
import io.github.camelglm4.testing.batch.Quirk;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A line that failed is an exchange with the exception of such a response, for the error handler of the route. */
class FailedLinesTest extends DeliveryTestSupport {

    @Override
    protected RouteBuilder createRouteBuilder() {
        return routes(builder -> {
            builder.from(uri(""))
                    .routeId("delivery")
                    .onException(Exception.class)
                    .handled(true)
                    .to("direct:failures")
                    .end()
                    .to("mock:answers");
            builder.from("direct:failures").routeId("failures").to("mock:failures");
        });
    }

    @Test
    void deliversTheFailureWithTheRequest() {
        service.answers(line -> LineAnswer.error(400, "1301", "blocked"));
        String batch = batch("1");

        poll();

        Glm4ContentFilterException failure = onlyFailure(Glm4ContentFilterException.class);
        assertThat(failure.getCode()).isEqualTo("1301");
        assertThat(failure.getStatusCode()).isEqualTo(400);
        assertThat(failure.getServiceMessage()).isEqualTo("blocked");
        assertThat(failure.getServerRequestId()).isEqualTo("req-row-000001");
        assertThat(failure.getAttempts()).isEqualTo(1);
        Exchange exchange = failures().get(0);
        assertThat(exchange.getProperty(Glm4Properties.ERROR_CATEGORY)).isEqualTo("VALIDATION");
        assertThat(exchange.getMessage().getHeaders())
                .containsEntry(Glm4BatchHeaders.ID, batch)
                .containsEntry(Glm4BatchHeaders.REQUEST_ID, "row-000001");
        assertThat(exchange.getMessage().getBody())
                .isEqualTo(Map.of("model", "GLM-4-Air", "messages", List.of(Map.of("role", "user", "content", "1"))));
        assertThat(answers()).isEmpty();
    }

    static List<Arguments> errors() {
        return List.of(
                Arguments.of(401, "1000", Glm4AuthenticationException.class),
                Arguments.of(429, "1302", Glm4RateLimitException.class),
                Arguments.of(429, "1305", Glm4OverloadedException.class),
                Arguments.of(429, "1113", Glm4QuotaException.class),
                Arguments.of(400, "1261", Glm4ContextLengthException.class),
                Arguments.of(400, "1214", Glm4RequestException.class),
                Arguments.of(500, "500", Glm4ServerException.class),
                Arguments.of(503, "7", Glm4OverloadedException.class),
                Arguments.of(200, "1301", Glm4ContentFilterException.class));
    }

    @ParameterizedTest
    @MethodSource("errors")
    void classifiesFailuresAsThoseOfResponses(int status, String code, Class<? extends Glm4Exception> type) {
        service.answers(line -> LineAnswer.error(status, code, "words"));
        batch("1");

        poll();

        assertThat(onlyFailure(type)).hasMessageContaining("code " + code).hasMessageContaining("words");
    }

    @Test
    void classifiesAStatusWithoutAnErrorObject() {
        service.answers(line -> LineAnswer.error(502, "1234", "words"));
        String batch = batch("1");
        service.rewrite(
                fileOf(batch, "error_file_id"),
                text -> "{\"custom_id\":\"row-000001\",\"response\":{\"status_code\":502,\"body\":\"<html>\"}}");

        poll();

        assertThat(onlyFailure(Glm4ServerException.class)).hasMessageContaining("HTTP 502");
    }

    @Test
    void classifiesAnErrorWithoutResponse() {
        service.with(Quirk.ERROR_OBJECTS).answers(line -> LineAnswer.error(429, "1302", "too many"));
        batch("1");

        poll();

        assertThat(onlyFailure(Glm4RateLimitException.class))
                .hasMessageStartingWith("The service answered an error, code 1302: too many");
    }

    @Test
    void deliversAnswersAndFailuresOfOneBatch() {
        service.answers(line -> line.get("custom_id").equals("row-000002")
                ? LineAnswer.error(400, "1301", "blocked")
                : LineAnswer.text("GLM-4-Air", "good"));
        batch("1", "2", "3");

        poll();

        assertThat(answersById()).containsOnlyKeys("row-000001", "row-000003");
        onlyFailure(Glm4ContentFilterException.class);
    }

    @Test
    void deliversAFailureOnceItIsHandled() {
        service.answers(line -> LineAnswer.error(400, "1301", "blocked"));
        batch("1");

        poll();
        poll();

        assertThat(failures()).hasSize(1);
        assertThat(repository.getCache()).hasSize(2);
    }

    @Test
    void deliversAFailureAgainIfNobodyHandlesIt() throws Exception {
        route(routes(builder -> {
            builder.onException(Exception.class).to("mock:failures").to("mock:failures2");
            builder.from(uri("")).routeId("delivery").to("mock:answers");
        }));
        service.answers(line -> LineAnswer.error(400, "1301", "blocked"));
        batch("1");

        poll();
        poll();

        assertThat(failures()).hasSize(2);
        assertThat(received("mock:failures2")).as("all steps run").hasSize(2);
        assertThat(repository.getCache()).isEmpty();
    }

    /** In a route of a context that has not started yet, Camel forgets the model at the end of the start. */
    @Test
    void canBeHandledAfterARestartOfARouteThatStartedWithTheContext() throws Exception {
        context.getRouteController().stopRoute("delivery");
        context.getRouteController().startRoute("delivery");

        assertOneFailure();
    }

    @Test
    void goesToTheDeadLetterChannel() throws Exception {
        route(routes(builder -> {
            builder.errorHandler(builder.deadLetterChannel("mock:failures"));
            builder.from(uri("")).routeId("delivery").to("mock:answers");
        }));

        assertOneFailure();
    }

    @Test
    void isNotRedelivered() throws Exception {
        route(routes(builder -> {
            builder.onException(Exception.class)
                    .maximumRedeliveries(3)
                    .redeliveryDelay(0)
                    .onRedelivery(exchange ->
                            builder.getContext().createProducerTemplate().sendBody("mock:redelivered", "again"))
                    .handled(true)
                    .to("mock:failures");
            builder.from(uri("")).routeId("delivery").to("mock:answers");
        }));

        assertOneFailure();

        assertThat(received("mock:redelivered")).isEmpty();
    }

    @Test
    void reachesNoStepOfTheRouteIfItIsContinued() throws Exception {
        route(routes(builder -> {
            builder.onException(Exception.class).continued(true).to("mock:failures");
            builder.from(uri("")).routeId("delivery").to("mock:answers");
        }));

        assertOneFailure();
    }

    @Test
    void reachesNoStepWithoutErrorHandler() throws Exception {
        route(routes(builder -> {
            builder.errorHandler(builder.noErrorHandler());
            builder.from(uri("")).routeId("delivery").to("mock:answers");
        }));
        service.answers(line -> LineAnswer.error(400, "1301", "blocked"));
        batch("1");

        poll();

        assertThat(answers()).isEmpty();
        assertThat(repository.getCache()).isEmpty();
    }

    @Test
    void isLoggedByTheErrorHandlerIfNobodyHandlesIt() throws Exception {
        route(routes(builder -> builder.from(uri("")).routeId("delivery").to("mock:answers")));
        service.answers(line -> LineAnswer.error(400, "1301", "blocked"));
        batch("1");
        try (LogCapture log = new LogCapture("org.apache.camel.processor.errorhandler")) {
            poll();

            assertThat(log.text()).contains("Failed delivery for", "Glm4ContentFilterException");
        }
        assertThat(answers()).isEmpty();
        assertThat(repository.getCache()).isEmpty();
    }

    @Test
    void countsAsInFlightForItsRoute() throws Exception {
        int[] inFlight = new int[1];
        route(routes(builder -> {
            builder.onException(Exception.class)
                    .handled(true)
                    .process(exchange -> inFlight[0] =
                            exchange.getContext().getInflightRepository().size("delivery"))
                    .to("mock:failures");
            builder.from(uri("")).routeId("delivery").to("mock:answers");
        }));

        assertOneFailure();

        assertThat(inFlight[0]).isEqualTo(1);
        assertThat(context.getInflightRepository().size("delivery")).isZero();
        assertThat(context.getInflightRepository().size()).isZero();
    }

    private void assertOneFailure() {
        service.answers(line -> LineAnswer.error(400, "1301", "blocked"));
        batch("1");

        poll();
        poll();

        assertThat(failures()).hasSize(1);
        assertThat(caught(failures().get(0))).isInstanceOf(Glm4ContentFilterException.class);
        assertThat(answers()).isEmpty();
        assertThat(repository.getCache()).hasSize(2);
    }
}
