package io.github.camelglm4.toolroute;

import static io.github.camelglm4.testing.Patience.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelglm4.testing.Calls;
import io.github.camelglm4.testing.ComponentThreads;
import io.github.camelglm4.testing.Reply;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A conversation that waits for its tools costs memory, but no thread. */
@Timeout(120)
class ManyConversationsTest extends ToolTestSupport {

    private static final Logger LOG = LoggerFactory.getLogger(ManyConversationsTest.class);
    private static final int CONVERSATIONS = 500;
    private static final int FEW_THREADS = 40;

    private final HeldTool held = new HeldTool();

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("glm4-tool:slow").process(held);
            }
        };
    }

    @AfterEach
    void letTheToolsGo() {
        held.letGo();
    }

    /** The tools go on when all calls of all conversations have come: however long that takes, all ran together. */
    @Test
    void conversationsWithThreeSlowToolsEachUseFewThreads() {
        AtomicInteger most = new AtomicInteger();
        server.otherwise(request -> results(request).isEmpty()
                ? calling(call("a", "slow", "{}"), call("b", "slow", "{}"), call("c", "slow", "{}"))
                : Reply.completion("told " + results(request).size()));
        Calls calls = new Calls(context, MODEL + "tools=slow&connectTimeout=60s");

        for (int i = 0; i < CONVERSATIONS; i++) {
            calls.send("question " + i);
        }
        await().atMost(LONG).until(() -> {
            most.accumulateAndGet(ComponentThreads.names().size(), Math::max);
            return held.count() == 3 * CONVERSATIONS;
        });
        assertThat(calls.underWay()).isEqualTo(CONVERSATIONS);
        held.letGo();
        await().atMost(LONG).until(() -> {
            most.accumulateAndGet(ComponentThreads.names().size(), Math::max);
            return calls.underWay() == 0;
        });

        LOG.info("{} conversations with 3 tools each took {} threads", CONVERSATIONS, most);
        assertThat(calls.all())
                .allMatch(call -> "told 3".equals(call.exchange().getMessage().getBody()));
        assertThat(most.get()).isPositive().isLessThan(FEW_THREADS);
    }
}
