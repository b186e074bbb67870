package io.github.camelglm4.pool;

import static io.github.camelglm4.testing.Patience.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.Glm4TestSupport;
import io.github.camelglm4.testing.Calls;
import io.github.camelglm4.testing.ComponentThreads;
import io.github.camelglm4.testing.Reply;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.ThreadPoolProfileBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A thread pool profile of the id glm4 sets the size of the pool; what keeps routes from standing still stays. */
@Timeout(60)
class OwnPoolProfileTest extends Glm4TestSupport {

    private static final int THREADS = 2;
    private static final int BLOCKED = 20;

    private final CompletableFuture<Void> go = new CompletableFuture<>();
    private final CountDownLatch allThere = new CountDownLatch(BLOCKED);
    private final Set<Thread> seen = ConcurrentHashMap.newKeySet();

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        // other settings come from the default profile, with which overflow would run on the submitting thread
        context.getExecutorServiceManager()
                .registerThreadPoolProfile(new ThreadPoolProfileBuilder("glm4")
                        .poolSize(THREADS)
                        .maxPoolSize(THREADS)
                        .maxQueueSize(10)
                        .build());
        return context;
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:quick").to("glm4:GLM-4-Air").process(exchange -> seen.add(Thread.currentThread()));
                from("direct:blocked").to("glm4:GLM-4-Air").process(exchange -> {
                    seen.add(Thread.currentThread());
                    allThere.countDown();
                    assertThat(allThere.await(LONG.toSeconds(), TimeUnit.SECONDS))
                            .isTrue();
                });
            }
        };
    }

    @Test
    void itsSizeIsUsed() {
        server.otherwise(Reply.completion("x"));
        Calls calls = new Calls(context, "direct:quick");

        for (int i = 0; i < 200; i++) {
            calls.send("question").await(LONG);
        }

        assertThat(seen).hasSizeBetween(1, THREADS).allMatch(ComponentThreads::isPool);
    }

    @Test
    void moreAnswersThanItsQueueHoldsNeverRunOnAnEventLoop() {
        server.otherwise(Reply.completion("x").after(go));
        Calls calls = new Calls(context, "direct:quick");
        for (int i = 0; i < 500; i++) {
            calls.send("question");
        }
        server.awaitRequests(500, LONG);

        go.complete(null);

        calls.awaitAll(LONG);
        assertThat(seen).isNotEmpty().allMatch(ComponentThreads::isPool);
    }

    @Test
    void growsWhileItsThreadsAreBlocked() {
        server.otherwise(Reply.completion("x"));
        Calls calls = new Calls(context, "direct:blocked");

        for (int i = 0; i < BLOCKED; i++) {
            calls.send("question");
        }

        assertThat(calls.awaitAll(LONG)).allMatch(call -> call.exchange().getException() == null);
        assertThat(seen).hasSize(BLOCKED).allMatch(ComponentThreads::isPool);
    }
}
