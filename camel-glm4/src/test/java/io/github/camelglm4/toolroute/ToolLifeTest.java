package io.github.camelglm4.toolroute;

import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelglm4.CallerCancellation;
import io.github.camelglm4.Glm4Properties;
import io.github.camelglm4.error.Glm4ConnectionException;
import io.github.camelglm4.testing.Calls;
import io.github.camelglm4.testing.Reply;
import io.github.camelglm4.toolroute.HeldTool.Held;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Agent loops end with their exchanges: with their tools while the exchange waits for them, otherwise immediately. */
@Timeout(60)
class ToolLifeTest extends ToolTestSupport {

    private final HeldTool held = new HeldTool();

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("glm4-tool:held").process(held);
                from("glm4-tool:after").setBody(constant("still here"));
                from("glm4-tool:asking").setBody(constant("hi")).to("glm4:GLM-4-Plus");
                from("direct:asking").to(MODEL + "tools=held,after");
            }
        };
    }

    @AfterEach
    void letTheToolsGo() {
        held.letGo();
    }

    @Test
    void aStoppingContextKeepsToolsAliveWhileConversationsRun() throws Exception {
        server.enqueue(calling(call("c1", "held", "{}")), calling(call("c2", "after", "{}")), Reply.completion("ok"));
        CompletableFuture<Exchange> asking = template.asyncSend(
                "direct:asking", exchange -> exchange.getMessage().setBody("hi"));
        Held tool = held.next(SOON);
        CompletableFuture<Void> stopped = CompletableFuture.runAsync(context::stop);
        await().atMost(SOON).until(() -> context.isStopping());
        // the first look at the routes is over when the first wait has begun
        await().atMost(SOON)
                .until(() -> Thread.getAllStackTraces().keySet().stream()
                        .anyMatch(thread -> thread.getName().contains("ShutdownTask")));

        tool.reply().complete("held");

        assertThat(asking.get().getException()).isNull();
        assertThat(asking.get().getMessage().getBody()).isEqualTo("ok");
        request();
        request();
        assertThat(results(request())).containsExactly("still here");
        assertThat(stopped).succeedsWithin(SOON);
    }

    @Test
    void aComponentThatStopsWhileToolsRunEndsTheConversation() throws Exception {
        server.enqueue(calling(call("c1", "held", "{}")));
        Calls.Call asking = new Calls(context, MODEL + "tools=held").send("hi");
        Held tool = held.next(SOON);

        context.getComponent("glm4").stop();

        assertThat(asking.await(SOON).getException())
                .isInstanceOf(Glm4ConnectionException.class)
                .hasMessageContaining("the component was stopped");
        assertThat(tool.gone()).isCompleted();
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aCallerThatGoesWhileToolsRunEndsTheConversation() {
        server.enqueue(calling(call("c1", "held", "{}")));
        CompletableFuture<Void> gone = new CompletableFuture<>();
        Calls.Call asking = new Calls(context, MODEL + "tools=held")
                .send("hi", Map.of(Glm4Properties.CALLER_GONE, new CallerCancellation(gone, null)));
        Held tool = held.next(SOON);

        gone.complete(null);

        assertThat(asking.await(SOON).getException())
                .isInstanceOf(Glm4ConnectionException.class)
                .hasMessageContaining("the caller disconnected");
        assertThat(tool.gone()).isCompleted();
        tool.reply().complete("late");
        assertThat(server.requests()).hasSize(1);
        assertThat(asking.callbacks()).isEqualTo(1);
    }

    @Tag("timing")
    @Test
    void aModelThatATooLateToolAsksIsCanceled() {
        server.enqueue(calling(call("c1", "asking", "{}")), Reply.raw().never(), Reply.completion("ok"));

        assertThat(answered("tools=asking&toolTimeout=500").getMessage().getBody())
                .isEqualTo("ok");

        request();
        assertThat(request().connectionClosed()).succeedsWithin(SOON);
        assertThat(results(request())).containsExactly("Error: the tool did not answer in time");
    }

    @Test
    void laterRequestsQueueAtAGateThatWouldRefuseNewOnes() {
        CompletableFuture<Void> go = new CompletableFuture<>();
        server.enqueue(calling(call("c1", "held", "{}")));
        Calls calls = new Calls(context, MODEL + "tools=held&maxConcurrentRequests=1&maxQueuedRequests=0");
        Calls.Call first = calls.send("first");
        Held tool = held.next(SOON);
        server.enqueue(Reply.completion("second").after(go), Reply.completion("other"), Reply.completion("first"));
        Calls.Call second = calls.send("second");
        server.awaitRequests(2, SOON);

        tool.reply().complete("found");
        await().atMost(SOON).until(() -> tool.exchange().getUnitOfWork() == null);
        // the next request goes out on the pool: another call is no sooner through
        ask("glm4:GLM-4-Plus", "other");
        assertThat(first.isDone()).isFalse();
        go.complete(null);

        assertThat(second.await(SOON).getMessage().getBody()).isEqualTo("second");
        assertThat(first.await(SOON).getMessage().getBody()).isEqualTo("first");
    }
}
