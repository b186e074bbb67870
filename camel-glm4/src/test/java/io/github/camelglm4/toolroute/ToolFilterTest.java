package io.github.camelglm4.toolroute;

import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.Glm4Headers;
import io.github.camelglm4.error.Glm4ToolException;
import io.github.camelglm4.testing.Calls;
import io.github.camelglm4.testing.Reply;
import io.github.camelglm4.toolroute.HeldTool.Held;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A route decides which calls may run, in its own time. */
class ToolFilterTest extends ToolTestSupport {

    private static final String FILTERED = "tools=refund,lookup&toolFilter=direct:approve";

    private final Queue<Object> run = new ConcurrentLinkedQueue<>();
    private final Queue<Exchange> asked = new ConcurrentLinkedQueue<>();
    private final HeldTool approval = new HeldTool();

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("glm4-tool:refund?parameter.amount=integer&parameter.to=object")
                        .process(e -> run.add(e.getMessage().getBody()))
                        .setBody(constant("refunded"));
                from("glm4-tool:lookup").process(e -> run.add("lookup")).setBody(constant("found"));
                from("direct:approve")
                        .process(e -> asked.add(e.copy()))
                        .choice()
                        .when(simple("${header.CamelGlm4ToolName} == 'refund' && ${body[amount]} > 100"))
                        .setHeader(Glm4Headers.TOOL_REJECTED, constant("over the limit"))
                        .when(simple("${header.CamelGlm4ToolName} == 'refund' && ${body[amount]} < 0"))
                        .throwException(new IllegalStateException("secret of the approval"))
                        .otherwise()
                        .process(e -> ((Map<?, ?>) e.getMessage().getBody()).clear());
                from("direct:slow").process(approval);
                from("direct:forgiving")
                        .onException(IllegalStateException.class)
                        .handled(true)
                        .to("mock:handled")
                        .end()
                        .throwException(new IllegalStateException("nobody could be asked"));
                from("direct:lettered")
                        .errorHandler(deadLetterChannel("mock:dead"))
                        .throwException(new IllegalStateException("nobody could be asked"));
                from("direct:seconded")
                        .doTry()
                        .throwException(new IllegalStateException("the first is on holiday"))
                        .doCatch(IllegalStateException.class)
                        .to("mock:second")
                        .end();
            }
        };
    }

    @AfterEach
    void letTheApprovalsGo() {
        approval.letGo();
    }

    @Test
    void itSeesEachCallAsTheToolWill() {
        server.enqueue(
                calling(call("c1", "refund", "{\"amount\":5,\"to\":{\"zip\":\"1\"}}"), call("c2", "lookup", "{}")),
                Reply.completion("ok"));

        ask(MODEL + FILTERED, "hi", Map.of("a", "b"));

        assertThat(asked).hasSize(2);
        assertThat(asked)
                .filteredOn(e -> "c1".equals(e.getMessage().getHeader(Glm4ToolHeaders.CALL_ID)))
                .first()
                .satisfies(e -> assertThat(e.getMessage().getHeaders())
                        .containsOnlyKeys(Glm4ToolHeaders.NAME, Glm4ToolHeaders.CALL_ID));
        request();
        assertThat(results(request())).containsExactly("refunded", "found");
    }

    @Test
    void whatItDoesToItsBodyDoesNotReachTheTool() {
        server.enqueue(calling(call("c1", "refund", "{\"amount\":5,\"to\":{\"zip\":\"1\"}}")), Reply.completion("ok"));

        answered(FILTERED);

        assertThat(run).containsExactly(Map.of("amount", 5, "to", Map.of("zip", "1")));
    }

    @Test
    void aRejectedCallIsNotRunAndTheModelIsToldTheReason() {
        server.enqueue(
                calling(call("c1", "refund", "{\"amount\":500}"), call("c2", "lookup", "{}")), Reply.completion("ok"));

        answered(FILTERED + "&toolErrors=fail");

        request();
        assertThat(results(request())).containsExactly("Error: the call was not approved: over the limit", "found");
        assertThat(run).containsExactly("lookup");
    }

    @Test
    void aFilterThatFailsLetsNothingPass() {
        server.enqueue(calling(call("c1", "refund", "{\"amount\":-1}")), Reply.completion("ok"));

        answered(FILTERED);

        request();
        assertThat(results(request())).containsExactly("Error: the call was not approved");
        assertThat(run).isEmpty();
    }

    /** For Camel this is a success, but the call was not approved. */
    @ParameterizedTest
    @ValueSource(strings = {"direct:forgiving", "direct:lettered"})
    void aFilterWhoseFailureIsHandledLetsNothingPass(String filter) {
        server.enqueue(calling(call("c1", "lookup", "{}")), Reply.completion("ok"));

        answered("tools=lookup&toolFilter=" + filter);

        request();
        assertThat(results(request())).containsExactly("Error: the call was not approved");
        assertThat(run).isEmpty();
    }

    @Test
    void aFilterThatCatchesAFailureItselfGoesOnToDecide() {
        server.enqueue(calling(call("c1", "lookup", "{}")), Reply.completion("ok"));

        answered("tools=lookup&toolFilter=direct:seconded");

        assertThat(run).containsExactly("lookup");
    }

    @Test
    void withToolErrorsFailAFilterThatFailsFailsTheMessage() {
        server.enqueue(calling(call("c1", "refund", "{\"amount\":-1}")));

        assertThat(failure(ask(MODEL + FILTERED + "&toolErrors=fail", "hi")))
                .isInstanceOf(Glm4ToolException.class)
                .hasMessage("tool refund: the call was not approved")
                .hasCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void itIsNotAskedForCallsThatCannotRun() {
        server.enqueue(
                calling(call("c1", "refund", "{\"amount\":\"much\"}"), call("c2", "other", "{}")),
                Reply.completion("ok"));

        answered(FILTERED);

        assertThat(asked).isEmpty();
    }

    @Test
    void itMayTakeItsTime() {
        server.enqueue(calling(call("c1", "lookup", "{}")), Reply.completion("ok"));
        Calls.Call asking = new Calls(context, MODEL + "tools=lookup&toolFilter=direct:slow").send("hi");
        Held held = approval.next(SOON);
        assertThat(run).isEmpty();

        held.reply().complete("approved");

        assertThat(asking.await(SOON).getMessage().getBody()).isEqualTo("ok");
        assertThat(run).containsExactly("lookup");
    }

    @Test
    void anApprovalThatComesTooLateRunsNothing() {
        server.enqueue(calling(call("c1", "lookup", "{}")), Reply.completion("ok"));
        Calls.Call asking = new Calls(context, MODEL + "tools=lookup&toolFilter=direct:slow&toolTimeout=50").send("hi");
        Held held = approval.next(SOON);
        asking.await(SOON);

        held.reply().complete("approved");

        // what would follow the approval is handed to the pool: a task behind it has to find nothing
        server.enqueue(calling(call("c1", "lookup", "{}")), Reply.completion("ok"));
        answered("tools=lookup");
        assertThat(List.copyOf(run)).containsExactly("lookup");
    }
}
