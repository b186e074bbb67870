package io.github.camelglm4.pool;

import static io.github.camelglm4.testing.Patience.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.Glm4TestSupport;
import io.github.camelglm4.testing.Calls;
import io.github.camelglm4.testing.Reply;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.DefaultThreadPoolFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A factory of pools may hand out something around one, as those that measure pools do: routes that wait go on all the
 * same.
 */
@Timeout(120)
class WrappedPoolTest extends Glm4TestSupport {

    private static final int BLOCKED = 60;

    private final CountDownLatch allThere = new CountDownLatch(BLOCKED);

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        context.getExecutorServiceManager().setThreadPoolFactory(new WrappingFactory());
        return context;
    }

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
            }
        };
    }

    @Test
    void continuationsThatWaitForEachOtherFinish() {
        server.otherwise(Reply.completion("answer"));
        Calls calls = new Calls(context, "direct:blocked");

        for (int i = 0; i < BLOCKED; i++) {
            calls.send("question");
        }

        assertThat(calls.awaitAll(LONG))
                .allSatisfy(call -> assertThat(call.exchange().getException()).isNull());
    }

    private static final class WrappingFactory extends DefaultThreadPoolFactory {

        @Override
        public ExecutorService newCachedThreadPool(ThreadFactory threads) {
            return new Wrapped(super.newCachedThreadPool(threads));
        }

        @Override
        public ExecutorService newThreadPool(
                int corePoolSize,
                int maxPoolSize,
                long keepAliveTime,
                TimeUnit timeUnit,
                int maxQueueSize,
                boolean allowCoreThreadTimeOut,
                RejectedExecutionHandler rejected,
                ThreadFactory threads) {
            return new Wrapped(super.newThreadPool(
                    corePoolSize,
                    maxPoolSize,
                    keepAliveTime,
                    timeUnit,
                    maxQueueSize,
                    allowCoreThreadTimeOut,
                    rejected,
                    threads));
        }
    }

    private static final class Wrapped extends AbstractExecutorService {

        private final ExecutorService pool;

        Wrapped(ExecutorService pool) {
            this.pool = pool;
        }

        @Override
        public void execute(Runnable task) {
            pool.execute(task);
        }

        @Override
        public void shutdown() {
            pool.shutdown();
        }

        @Override
        public List<Runnable> shutdownNow() {
            return pool.shutdownNow();
        }

        @Override
        public boolean isShutdown() {
            return pool.isShutdown();
        }

        @Override
        public boolean isTerminated() {
            return pool.isTerminated();
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
            return pool.awaitTermination(timeout, unit);
        }
    }
}
