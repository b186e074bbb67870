package io.github.camelglm4.toolroute;

import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.CallerCancellation;
import io.github.camelglm4.Glm4Properties;
import io.github.camelglm4.error.Glm4ToolException;
import io.github.camelglm4.testing.Calls;
import io.github.camelglm4.testing.ComponentThreads;
import io.github.camelglm4.testing.Reply;
import io.github.camelglm4.toolroute.HeldTool.Held;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Calls of one answer run side by side, each in its own time, and their results come in order. */
class ToolTimingTest extends ToolTestSupport {

    private final HeldTool slow = new HeldTool();
    private final HeldTool breaking = new HeldTool();
    private final CompletableFuture<Thread> told = new CompletableFuture<>();

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("glm4-tool:quick?parameter.n=integer").setBody(simple("quick ${body[n]}"));
                from("glm4-tool:slow?parameter.n=integer").process(slow);
                from("glm4-tool:breaking").process(breaking).throwException(new IllegalStateException("broken"));
                from("glm4-tool:told")
                        .process(e -> e.getProperty(Glm4Properties.CALLER_GONE, CallerCancellation.class)
                                .future()
                                .thenRun(() -> told.complete(Thread.currentThread())))
                        .process(slow);
            }
        };
    }

    @Test
    void callsOfOneAnswerRunAtTheSameTimeAndTheirResultsKeepTheOrder() {
        server.enqueue(
                calling(
                        call("c1", "slow", "{\"n\":1}"),
                        call("c2", "quick", "{\"n\":2}"),
                        call("c3", "slow", "{\"n\":3}"),
                        call("c4", "quick", "{\"n\":4}")),
                Reply.completion("ok"));
        Calls.Call asking = new Calls(context, MODEL + "tools=slow,quick").send("hi");

        Held one = slow.next(SOON);
        Held other = slow.next(SOON);
        Held first = n(one).equals(1) ? one : other;
        Held third = first == one ? other : one;
        third.reply().complete("slow 3");
        first.reply().complete("slow 1");

        assertThat(asking.await(SOON).getMessage().getBody()).isEqualTo("ok");
        request();
        assertThat(results(request())).containsExactly("slow 1", "quick 2", "slow 3", "quick 4");
    }

    @Tag("timing")
    @Test
    void aCallThatTakesTooLongIsAnErrorForTheModelAndItsLateResultIsDropped() {
        server.enqueue(
                calling(call("c1", "slow", "{\"n\":1}"), call("c2", "quick", "{\"n\":2}")), Reply.completion("ok"));
        Calls.Call asking = new Calls(context, MODEL + "tools=slow,quick&toolTimeout=1000").send("hi");
        Held late = slow.next(SOON);

        Exchange answered = asking.await(SOON);
        late.reply().complete("late");

        assertThat(answered.getMessage().getBody()).isEqualTo("ok");
        request();
        assertThat(results(request())).containsExactly("Error: the tool did not answer in time", "quick 2");
        assertThat(late.gone()).as("cancels a model that the tool calls").isCompleted();
        assertThat(asking.callbacks()).isEqualTo(1);
    }

    @Test
    void aToolLearnsOnThePoolThatItsTimeIsUp() {
        server.enqueue(calling(call("c1", "told", "{}")), Reply.completion("ok"));

        answered("tools=told&toolTimeout=100");

        assertThat(told).succeedsWithin(SOON).matches(ComponentThreads::isPool);
    }

    @Test
    void withToolErrorsFailATimeoutFailsTheMessage() {
        server.enqueue(calling(call("c1", "slow", "{\"n\":1}"), call("c2", "slow", "{\"n\":2}")));
        Calls.Call asking = new Calls(context, MODEL + "tools=slow&toolTimeout=50&toolErrors=fail").send("hi");

        Exchange failed = asking.await(SOON);

        assertThat(failed.getException())
                .isInstanceOf(Glm4ToolException.class)
                .hasMessage("tool slow: the tool did not answer in time");
        assertThat(failed.getMessage().getBody()).isEqualTo("hi");
    }

    @Test
    void withToolErrorsFailTheOtherCallsAreGivenUpAtOnce() {
        server.enqueue(calling(call("c1", "slow", "{\"n\":1}"), call("c2", "breaking", "{}")));
        Calls.Call asking = new Calls(context, MODEL + "tools=slow,breaking&toolErrors=fail").send("hi");
        Held other = slow.next(SOON);
        breaking.next(SOON).reply().complete("breaks");

        Exchange failed = asking.await(SOON);

        assertThat(failed.getException()).isInstanceOf(Glm4ToolException.class).hasMessageContaining("tool breaking");
        assertThat(failed.getProperty(Glm4Properties.TOOL_TRACE, List.class))
                .extracting(entry -> ((Map<?, ?>) entry).get("name"))
                .containsExactly("breaking");
        assertThat(other.gone()).isCompleted();
        assertThat(server.requests()).hasSize(1);
    }

    @AfterEach
    void letTheToolsGo() {
        slow.letGo();
        breaking.letGo();
    }

    private static Object n(Held call) {
        return call.exchange().getMessage().getBody(Map.class).get("n");
    }
}
