package io.github.camelglm4.serving;

import static io.github.camelglm4.testing.Patience.LATER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelglm4.testing.RawClient;
import io.github.camelglm4.testing.RecordedRequest;
import io.github.camelglm4.testing.Reply;
import io.github.camelglm4.testing.ScriptedServer;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.apache.camel.ExchangePattern;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.processor.aggregate.UseLatestAggregationStrategy;
import org.apache.camel.saga.InMemorySagaService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * If a caller disconnects, the calls that it waits for are canceled, and the calls that its route has handed off
 * continue.
 */
@Timeout(120)
class HandedOffTest extends ServedLifeTestSupport {

    /** The service that is asked by what was handed off; the other one is asked while the caller waits. */
    private final ScriptedServer audits = ScriptedServer.start();

    private final Queue<String> audited = new ConcurrentLinkedQueue<>();

    @AfterEach
    void closeAudits() {
        audits.close();
    }

    @Override
    protected RouteBuilder createRouteBuilder() throws Exception {
        context.addService(new InMemorySagaService());
        String audit = "glm4:GLM-4-Flash?baseUrl=" + audits.baseUrl() + "&apiKey=k";
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("glm4:wireTap").wireTap("direct:audit").to("glm4:GLM-4-Air");
                from("glm4:wireTapEnrich").wireTap("direct:enriched").to("glm4:GLM-4-Air");
                from("glm4:seda")
                        .to(ExchangePattern.InOnly, "seda:audit?timeout=0")
                        .to("glm4:GLM-4-Air");
                from("glm4:aggregate")
                        .aggregate(constant(true), new UseLatestAggregationStrategy())
                        .completionSize(1)
                        .to("direct:audit")
                        .end()
                        .to("glm4:GLM-4-Air");
                from("glm4:onCompletion")
                        .onCompletion()
                        .to("direct:audit")
                        .end()
                        .to("glm4:GLM-4-Air");
                from("glm4:saga").saga().compensation("direct:compensate").to("glm4:GLM-4-Air");
                from("direct:compensate").setBody(constant("undo")).to("direct:audit");
                from("direct:enriched")
                        .enrich(audit)
                        .process(e -> audited.add(e.getMessage().getBody(String.class)));
                from("seda:audit?pollTimeout=20").to("direct:audit");
                from("direct:audit")
                        .to(audit)
                        .process(e -> audited.add(e.getMessage().getBody(String.class)));
                from("glm4:multicast").multicast().to("direct:part");
                from("glm4:parallel").multicast().parallelProcessing().to("direct:part", "direct:nothing");
                from("glm4:split").split(simple("a,b")).to("direct:part");
                from("glm4:enrich").enrich("glm4:GLM-4-Air");
                from("glm4:recipients").recipientList(constant("direct:part"));
                from("glm4:sedaWithReply").to("seda:part?timeout=0");
                from("seda:part?pollTimeout=20").to("direct:part");
                from("glm4:tapInMulticast")
                        .multicast()
                        .to("direct:tapping")
                        .end()
                        .to("glm4:GLM-4-Air");
                from("glm4:tapInSplit")
                        .split(simple("a"))
                        .wireTap("direct:audit")
                        .end()
                        .end()
                        .to("glm4:GLM-4-Air");
                from("direct:tapping").wireTap("direct:audit");
                from("glm4:tapOfTap").wireTap("direct:tapping").to("glm4:GLM-4-Air");
                from("glm4:threads").threads(2).to("glm4:GLM-4-Air");
                from("glm4:threadsPart").to("direct:threaded");
                from("direct:threaded").threads(2).multicast().to("direct:part");
                from("glm4:slip").routingSlip(constant("direct:part"));
                from("glm4:dynamic").toD("glm4:${header.none}GLM-4-Air");
                from("glm4:balance")
                        .loadBalance()
                        .roundRobin()
                        .to("direct:part")
                        .end();
                from("glm4:tried")
                        .doTry()
                        .to("direct:part")
                        .doFinally()
                        .setHeader("a", constant("b"))
                        .end();
                from("glm4:looped").loop(2).to("direct:part").end();
                from("glm4:parallelSplit")
                        .split(simple("a,b"))
                        .parallelProcessing()
                        .streaming()
                        .to("direct:part")
                        .end();
                from("glm4:parallelRecipients")
                        .recipientList(constant("direct:part,direct:nothing"))
                        .parallelProcessing();
                from("direct:part").to("glm4:GLM-4-Air");
                from("direct:nothing").setBody(constant("nothing"));
            }
        };
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"wireTap", "wireTapEnrich", "seda", "aggregate", "tapInMulticast", "tapInSplit", "tapOfTap"})
    void goesOnWhenTheCallerLeaves(String model) throws Exception {
        CompletableFuture<Void> callerLeft = new CompletableFuture<>();
        server.enqueue(Reply.raw().never());
        audits.enqueue(Reply.completion("audited").after(callerLeft));
        RawClient client = asks(unstreamed(model));
        RecordedRequest waitedFor = server.takeRequest(LATER);
        audits.takeRequest(LATER);

        client.hangUp();

        waitedFor.connectionClosed().get(LATER.toSeconds(), TimeUnit.SECONDS);
        callerLeft.complete(null);
        await().atMost(LATER).untilAsserted(() -> assertThat(audited).containsExactly("audited"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"onCompletion", "saga"})
    void beginsAlthoughTheCallerHasLeft(String model) throws Exception {
        server.enqueue(Reply.raw().never());
        audits.enqueue(Reply.completion("audited"));
        RawClient client = asks(unstreamed(model));
        RecordedRequest waitedFor = server.takeRequest(LATER);

        client.hangUp();

        waitedFor.connectionClosed().get(LATER.toSeconds(), TimeUnit.SECONDS);
        await().atMost(LATER).untilAsserted(() -> assertThat(audited).containsExactly("audited"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "multicast",
                "parallel",
                "split",
                "enrich",
                "recipients",
                "sedaWithReply",
                "threads",
                "threadsPart",
                "slip",
                "dynamic",
                "balance",
                "tried",
                "looped",
                "parallelSplit",
                "parallelRecipients"
            })
    void whatTheCallerWaitsForIsCanceled(String model) throws Exception {
        server.enqueue(Reply.raw().never());
        server.otherwise(Reply.completion("too late"));
        RawClient client = asks(unstreamed(model));
        RecordedRequest request = server.takeRequest(LATER);

        client.hangUp();

        request.connectionClosed().get(LATER.toSeconds(), TimeUnit.SECONDS);
        awaitNoExchange();
    }

    @Test
    void oneCallerOfSeveralDoesNotTakeTheSummaryOfAll() throws Exception {
        CompletableFuture<Void> callerLeft = new CompletableFuture<>();
        audits.enqueue(Reply.completion("audited").after(callerLeft));
        server.otherwise(Reply.raw().never());
        RawClient client = asks(unstreamed("aggregate"));
        audits.takeRequest(LATER);
        RecordedRequest waitedFor = server.takeRequest(LATER);

        client.abort();

        waitedFor.connectionClosed().get(LATER.toSeconds(), TimeUnit.SECONDS);
        callerLeft.complete(null);
        await().atMost(LATER).untilAsserted(() -> assertThat(audited).containsExactly("audited"));
    }
}
