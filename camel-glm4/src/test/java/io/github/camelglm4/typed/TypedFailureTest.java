package io.github.camelglm4.typed;

import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.CallerCancellation;
import io.github.camelglm4.Glm4Properties;
import io.github.camelglm4.error.Glm4ConnectionException;
import io.github.camelglm4.error.Glm4ContentFilterException;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.error.Glm4OutputException;
import io.github.camelglm4.error.Glm4ServerException;
import io.github.camelglm4.error.Glm4TimeoutException;
import io.github.camelglm4.testing.GlmJson;
import io.github.camelglm4.testing.Reply;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Failed typed answers: the state of the exchange, and the end of calls that fail in between. */
class TypedFailureTest extends TypedTestSupport {

    @Test
    void afterAFailureTheMessageIsAsItWasBefore() {
        server.otherwise(Reply.completion("no"));
        Map<String, Object> headers = Map.of("mine", 1, "CamelGlm4FinishReason", "of a call before");

        Exchange exchange = ask(INVOICE, "Read this.", headers);

        assertThat(failure(exchange)).isInstanceOfSatisfying(Glm4OutputException.class, failure -> {
            assertThat(failure.getText()).isEqualTo("no");
            assertThat(failure.getServerRequestId()).isEqualTo("8239375684858666781");
        });
        assertThat(exchange.getMessage().getBody()).isEqualTo("Read this.");
        assertThat(exchange.getMessage().getHeaders()).isEqualTo(headers);
    }

    @Test
    void aRedeliveryAsksAnew() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:redelivered")
                        .errorHandler(
                                defaultErrorHandler().maximumRedeliveries(1).redeliveryDelay(0))
                        .to(INVOICE + "&outputRetries=0");
            }
        });
        server.enqueue(Reply.completion("no"), Reply.completion(INVOICE_JSON));

        assertThat(ask("direct:redelivered", "Read this.").getMessage().getBody())
                .isInstanceOf(Invoice.class);
        assertThat(messages(1)).isEqualTo(messages(0));
    }

    @Test
    void aRefusedAnswerIsNotAskedForAgain() {
        server.enqueue(Reply.json(GlmJson.completion("").replace("\"stop\"", "\"sensitive\"")));

        assertThat(failure(ask(INVOICE, "Read this."))).isInstanceOf(Glm4ContentFilterException.class);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void anAnswerThatTheSecondTimeIsRefusedFailsAsRefused() {
        server.enqueue(Reply.completion("no"), Reply.json(GlmJson.completion("").replace("\"stop\"", "\"sensitive\"")));

        assertThat(failure(ask(INVOICE, "Read this."))).isInstanceOf(Glm4ContentFilterException.class);
    }

    @Test
    void anAnswerAtTheLengthLimitThatFitsIsAnAnswer() {
        server.enqueue(Reply.json(GlmJson.completion(INVOICE_JSON).replace("\"stop\"", "\"length\"")));

        Exchange exchange = ask(INVOICE, "Read this.");

        assertThat(exchange.getMessage().getBody()).isInstanceOf(Invoice.class);
        assertThat(exchange.getMessage().getHeader("CamelGlm4FinishReason")).isEqualTo("length");
    }

    @Test
    void ofSeveralChoicesTheFirstIsRead() {
        String second =
                "{\"index\":1,\"finish_reason\":\"stop\",\"message\":{\"role\":\"assistant\",\"content\":\"no\"}}";
        server.enqueue(Reply.json(GlmJson.completion(INVOICE_JSON).replace("}}],", "}}," + second + "],")));

        assertThat(ask(INVOICE, "Read this.").getMessage().getBody()).isInstanceOf(Invoice.class);
    }

    @Test
    void everyRequestIsRetriedByItselfAndAllTriesAreCounted() {
        Reply busy = Reply.error(503, "1305", "busy");
        server.enqueue(busy, Reply.completion("no"), busy, busy, Reply.completion(INVOICE_JSON));

        Exchange exchange = ask(INVOICE, "Read this.");

        assertThat(exchange.getMessage().getBody()).isInstanceOf(Invoice.class);
        assertThat(exchange.getMessage().getHeader("CamelGlm4Attempts")).isEqualTo(5);
    }

    @Test
    void aServiceThatBreaksDownOnTheWayIsTheFailure() {
        server.enqueue(Reply.completion("no"));
        server.otherwise(Reply.error(500, "500", "broken"));

        assertThat(failure(ask(INVOICE + "&maxRetries=1", "Read this."))).isInstanceOf(Glm4ServerException.class);
        assertThat(server.requests()).hasSize(3);
    }

    @Tag("timing")
    @Test
    void aTimeoutCountsForEachRequest() {
        server.enqueue(Reply.completion("no"), Reply.raw().never());

        assertThat(failure(ask(INVOICE + "&requestTimeout=2000&maxRetries=0", "Read this.")))
                .isInstanceOf(Glm4TimeoutException.class);
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void nobodyIsAskedAgainWhenTheCallerHasGone() {
        CompletableFuture<Void> gone = new CompletableFuture<>();
        server.enqueue(Reply.raw().onStep(() -> gone.complete(null)).never());

        Exchange exchange = template.send(INVOICE, e -> {
            e.setProperty(Glm4Properties.CALLER_GONE, new CallerCancellation(gone, null));
            e.getMessage().setBody("Read this.");
        });

        assertThat(failure(exchange))
                .isInstanceOf(Glm4ConnectionException.class)
                .hasMessageContaining("the caller disconnected");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aCallerWhoGoesWhileItIsAskedAgainEndsThat() {
        CompletableFuture<Void> gone = new CompletableFuture<>();
        server.enqueue(
                Reply.completion("no"),
                Reply.raw().onStep(() -> gone.complete(null)).never());

        Exchange exchange = template.send(INVOICE, e -> {
            e.setProperty(Glm4Properties.CALLER_GONE, new CallerCancellation(gone, null));
            e.getMessage().setBody("Read this.");
        });

        assertThat(failure(exchange)).isInstanceOf(Glm4ConnectionException.class);
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void aContextThatStopsEndsAnAnswerOnItsWay() throws Exception {
        CompletableFuture<Instant> askedAgain = new CompletableFuture<>();
        server.enqueue(Reply.completion("no"), Reply.raw().tell(askedAgain).never());
        CompletableFuture<Exchange> answer =
                template.asyncSend(INVOICE, e -> e.getMessage().setBody("Read this."));
        askedAgain.get(SOON.toSeconds(), TimeUnit.SECONDS);

        context.stop();

        assertThat(answer.get(SOON.toSeconds(), TimeUnit.SECONDS).getException())
                .isInstanceOf(Glm4Exception.class);
    }

    @Test
    void aTurnWhoseAnswerDoesNotFitLeavesNoTrace() {
        String uri = INVOICE + "&memory=true&conversationId=failing&outputRetries=0";
        server.enqueue(Reply.completion("no"), Reply.completion(INVOICE_JSON));

        assertThat(failure(ask(uri, "Read this."))).isInstanceOf(Glm4OutputException.class);
        ask(uri, "And this.");

        assertThat(messages(1)).extracting(m -> m.get("role")).containsExactly("system", "user");
        assertThat(content(1, 1)).isEqualTo("And this.");
    }
}
