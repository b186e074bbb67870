package io.github.camelglm4.pool;

import static io.github.camelglm4.testing.Patience.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.Glm4TestSupport;
import io.github.camelglm4.testing.Calls;
import io.github.camelglm4.testing.ComponentThreads;
import io.github.camelglm4.testing.Reply;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The pool has as many threads as waiting route code needs, and few when it does not wait. */
@Timeout(120)
class ContinuationPoolTest extends Glm4TestSupport {

    private static final int BLOCKED = 200;
    private static final int QUICK = 5_000;
    private static final int FEW_THREADS = 16;

    private final CountDownLatch allThere = new CountDownLatch(BLOCKED);
    private final Set<Thread> seen = ConcurrentHashMap.newKeySet();

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:blocked").to("glm4:GLM-4-Air").process(exchange -> {
                    allThere.countDown();
                    assertThat(allThere.await(LONG.toSeconds(), TimeUnit.SECONDS))
                            .isTrue();
                });
                from("direct:quick").to("glm4:GLM-4-Air").process(exchange -> seen.add(Thread.currentThread()));
            }
        };
    }

    /** Each of them waits until all are there: they finish only with a thread for each. */
    @Test
    void twoHundredBlockedContinuationsFinish() {
        server.otherwise(Reply.completion("answer"));
        Calls calls = new Calls(context, "direct:blocked");

        for (int i = 0; i < BLOCKED; i++) {
            calls.send("question");
        }

        assertThat(calls.awaitAll(LONG))
                .allSatisfy(call -> assertThat(call.exchange().getException()).isNull());
    }

    @Test
    void fiveThousandQuickOnesNeedFewThreads() {
        server.otherwise(Reply.completion("answer"));
        Calls calls = new Calls(context, "direct:quick");

        for (int i = 0; i < QUICK; i++) {
            calls.send("question");
        }

        assertThat(calls.awaitAll(LONG))
                .allSatisfy(call -> assertThat(call.exchange().getException()).isNull());
        assertThat(seen).hasSizeBetween(1, FEW_THREADS).allMatch(ComponentThreads::isPool);
    }
}
