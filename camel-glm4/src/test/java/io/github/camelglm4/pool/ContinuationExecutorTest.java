package io.github.camelglm4.pool;

import static io.github.camelglm4.testing.Patience.LATER;
import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The pool by itself: it grows while its queue stands still, and only then, and comes back to its usual size. */
@Timeout(60)
class ContinuationExecutorTest {

    private static final int USUAL = 4;
    private static final int TASKS = 100;

    /** So long nothing must have been taken from the queue until there are more threads than usual. */
    private static final Duration STUCK = Duration.ofMillis(100);

    private final Vertx vertx = Vertx.vertx();
    private final ThreadPoolExecutor pool =
            new ThreadPoolExecutor(USUAL, USUAL, 20, TimeUnit.MILLISECONDS, new LinkedBlockingQueue<>());
    private final ContinuationExecutor executor = new ContinuationExecutor(pool);
    private final CountDownLatch go = new CountDownLatch(1);
    private final AtomicInteger inside = new AtomicInteger();

    @AfterEach
    void close() throws Exception {
        go.countDown();
        executor.close();
        pool.shutdown();
        vertx.close().toCompletionStage().toCompletableFuture().get(SOON.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void growsUntilEveryWaitingTaskHasAThreadAndNoFurther() {
        for (int i = 0; i < TASKS; i++) {
            executor.execute(this::waitInside);
        }

        await().untilAsserted(() -> assertThat(inside).hasValue(TASKS));
        assertThat(pool.getLargestPoolSize()).isEqualTo(TASKS);
    }

    @Test
    void shrinksWhenTheQueueIsEmptyAgain() {
        for (int i = 0; i < TASKS; i++) {
            executor.execute(this::waitInside);
        }
        await().untilAsserted(() -> assertThat(inside).hasValue(TASKS));

        go.countDown();

        await().untilAsserted(() -> assertThat(pool.getPoolSize()).isLessThanOrEqualTo(USUAL));
        assertThat(pool.getCorePoolSize()).isEqualTo(USUAL);
    }

    @Test
    void growsAgainAfterItShrank() {
        for (int i = 0; i < TASKS; i++) {
            executor.execute(inside::incrementAndGet);
        }
        await().untilAsserted(() -> assertThat(inside).hasValue(TASKS));
        await().until(() -> pool.getPoolSize() <= USUAL);

        for (int i = 0; i < TASKS; i++) {
            executor.execute(this::waitInside);
        }

        await().untilAsserted(() -> assertThat(inside).hasValue(2 * TASKS));
    }

    @Test
    void hasOneThreadForTasksThatComeOneAfterTheOther() {
        for (int i = 1; i <= 20; i++) {
            executor.execute(inside::incrementAndGet);
            long done = i;
            await().pollInterval(Duration.ofMillis(1)).until(() -> pool.getCompletedTaskCount() == done);
        }

        assertThat(pool.getLargestPoolSize()).isEqualTo(1);
    }

    @Test
    void goesOnAfterATaskThatThrows() {
        for (int i = 0; i < 10; i++) {
            executor.execute(() -> {
                throw new IllegalStateException("this is thrown on purpose");
            });
            executor.execute(inside::incrementAndGet);
        }

        await().dontCatchUncaughtExceptions()
                .untilAsserted(() -> assertThat(inside).hasValue(10));
    }

    @Test
    void doesNotHandTheInterruptOfATaskToTheNext() {
        assertNotInterruptedAfter(() -> {});
    }

    @Test
    void doesNotHandTheInterruptOfATaskToTheNextWhileThePoolIsShutDown() {
        assertNotInterruptedAfter(pool::shutdown);
    }

    /** The second task is there before the first one ends, whose thread takes it next. */
    private void assertNotInterruptedAfter(Runnable event) {
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        executor.execute(() -> {
            executor.execute(() -> interrupted.complete(Thread.currentThread().isInterrupted()));
            event.run();
            Thread.currentThread().interrupt();
        });

        assertThat(interrupted).succeedsWithin(SOON).isEqualTo(false);
    }

    @Test
    void runsWhatIsQueuedWhenThePoolIsShutDownAndNotOnAnEventLoop() {
        AtomicInteger onEventLoops = new AtomicInteger();
        for (int i = 0; i < USUAL; i++) {
            executor.execute(this::waitInside);
        }
        await().untilAsserted(() -> assertThat(inside).hasValue(USUAL));
        for (int i = 0; i < USUAL; i++) {
            executor.execute(() -> {
                onEventLoops.addAndGet(Context.isOnEventLoopThread() ? 1 : 0);
                inside.incrementAndGet();
            });
        }

        pool.shutdown();

        await().atMost(SOON).untilAsserted(() -> assertThat(inside).hasValue(2 * USUAL));
        assertThat(onEventLoops).hasValue(0);
    }

    @Test
    void triesAgainWhenThereIsNoThreadToBeHad() {
        AtomicInteger refused = new AtomicInteger();
        pool.setThreadFactory(task -> {
            if (refused.getAndIncrement() == 1) {
                throw new IllegalStateException("this is thrown on purpose");
            }
            return new Thread(task);
        });
        for (int i = 0; i < 3; i++) {
            executor.execute(this::waitInside);
        }

        await().atMost(SOON).untilAsserted(() -> assertThat(inside).hasValue(3));
    }

    @Test
    void keepsATaskForWhichThereWasNoThread() {
        pool.setThreadFactory(task -> {
            throw new IllegalStateException("this is thrown on purpose");
        });
        assertThatThrownBy(() -> executor.execute(inside::incrementAndGet)).hasMessageContaining("on purpose");

        pool.setThreadFactory(Thread::new);

        await().untilAsserted(() -> assertThat(inside).hasValue(1));
    }

    @Test
    void doesNotDependOnTheVerticleThatBringsTasks() {
        CompletableFuture<String> verticle = vertx.deployVerticle(new AbstractVerticle() {
                    @Override
                    public void start() {
                        for (int i = 0; i < USUAL + 2; i++) {
                            executor.execute(ContinuationExecutorTest.this::waitInside);
                        }
                    }
                })
                .toCompletionStage()
                .toCompletableFuture();
        await().untilAsserted(() -> assertThat(inside).hasValueGreaterThanOrEqualTo(1));
        assertThat(vertx.undeploy(verticle.join()).toCompletionStage().toCompletableFuture())
                .succeedsWithin(SOON);
        go.countDown();
        await().untilAsserted(() -> assertThat(inside).hasValue(USUAL + 2));
        CountDownLatch second = new CountDownLatch(1);

        executor.execute(() -> awaitLatch(second));
        executor.execute(second::countDown);

        await().atMost(SOON).until(() -> second.getCount() == 0);
    }

    @Test
    void hasAThreadForEveryTaskAfterItsEnd() {
        executor.close();

        executor.execute(this::waitInside);
        executor.execute(this::waitInside);

        await().untilAsserted(() -> assertThat(inside).hasValue(2));
    }

    @Test
    void startsAThreadForWhatWaitsAtItsEnd() {
        pool.setThreadFactory(task -> {
            throw new IllegalStateException("this is thrown on purpose");
        });
        assertThatThrownBy(() -> executor.execute(inside::incrementAndGet)).hasMessageContaining("on purpose");
        pool.setThreadFactory(Thread::new);

        executor.close();

        await().untilAsserted(() -> assertThat(inside).hasValue(1));
    }

    /** A pool that has lost its thread for lack of memory may still count it, and queues for it. */
    @Test
    void startsAnotherThreadWhenThePoolCountsOneThatIsGone() {
        Semaphore lost = new Semaphore(0);
        pool.setThreadFactory(task -> new Thread(() -> {
            if (lost.tryAcquire()) {
                LockSupport.park();
            }
            task.run();
        }));
        lost.release();

        executor.execute(inside::incrementAndGet);
        executor.execute(inside::incrementAndGet);

        await().atMost(SOON).untilAsserted(() -> assertThat(inside).hasValue(2));
    }

    @Test
    void losesNoTaskThatComesAsAWorkerEnds() {
        int tasks = 200_000;
        for (int i = 0; i < tasks; i++) {
            executor.execute(inside::incrementAndGet);
            if (i % 3 == 0) {
                Thread.onSpinWait();
            }
        }

        await().untilAsserted(() -> assertThat(inside).hasValue(tasks));
    }

    @Test
    void losesNoTaskThatEventLoopsBring() {
        int loops = 4;
        int turns = 20_000;
        for (int i = 0; i < loops; i++) {
            bringInTurns(((VertxInternal) vertx).createEventLoopContext(), turns);
        }

        await().untilAsserted(() -> assertThat(inside).hasValue(loops * (turns + turns / 100 * (TASKS - 1))));
    }

    @Test
    void wakesAThreadForAFewTasksOfAnEventLoopOnlyAtTheEndOfItsTurn() {
        CompletableFuture<Long> handedInBeforeTheEnd = new CompletableFuture<>();
        vertx.runOnContext(turn -> {
            executor.execute(inside::incrementAndGet);
            executor.execute(inside::incrementAndGet);
            handedInBeforeTheEnd.complete(pool.getTaskCount());
        });

        assertThat(handedInBeforeTheEnd).succeedsWithin(SOON).isEqualTo(0L);
        await().untilAsserted(() -> assertThat(inside).hasValue(2));
    }

    @Test
    void beginsManyTasksOfAnEventLoopBeforeItsTurnEnds() {
        CompletableFuture<Boolean> begun = new CompletableFuture<>();
        CountDownLatch first = new CountDownLatch(1);
        vertx.runOnContext(turn -> {
            for (int i = 0; i < TASKS; i++) {
                executor.execute(first::countDown);
            }
            begun.complete(awaitLatch(first));
        });

        assertThat(begun).succeedsWithin(LATER).isEqualTo(true);
    }

    @Test
    void beginsATaskOfOneEventLoopWhileTheTurnOfAnotherGoesOn() {
        CompletableFuture<Boolean> other = new CompletableFuture<>();
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        ((VertxInternal) vertx).createEventLoopContext().runOnContext(turn -> {
            executor.execute(inside::incrementAndGet);
            held.countDown();
            other.complete(awaitLatch(begun));
        });
        awaitLatch(held);
        ((VertxInternal) vertx).createEventLoopContext().runOnContext(turn -> executor.execute(begun::countDown));

        assertThat(other).succeedsWithin(LATER).isEqualTo(true);
    }

    @Test
    void hasAThreadForATaskForWhichTheOneBeforeItInTheTurnWaits() {
        vertx.runOnContext(turn -> {
            executor.execute(this::waitInside);
            executor.execute(go::countDown);
        });

        await().atMost(SOON).until(() -> go.getCount() == 0);
    }

    @Test
    void hasMoreThreadsForWhatAnEventLoopBringsWhileTheFirstIsBusy() {
        vertx.runOnContext(turn -> executor.execute(this::waitInside));
        await().untilAsserted(() -> assertThat(inside).hasValue(1));

        vertx.runOnContext(turn -> executor.execute(this::waitInside));

        await().untilAsserted(() -> assertThat(inside).hasValue(2));
    }

    @Test
    void hasItsUsualThreadsForTasksThatWaitThoughTheQueueMoves() {
        keepTheQueueMoving(USUAL);

        await().until(() -> pool.getPoolSize() == USUAL);
    }

    @Tag("timing")
    @Test
    void doesNotGrowWhileTheQueueMoves() {
        long enough = System.nanoTime() + 3 * STUCK.toNanos();
        keepTheQueueMoving(TASKS);

        await().until(() -> System.nanoTime() > enough);
        assertThat(pool.getLargestPoolSize()).isEqualTo(USUAL);
    }

    /** Keeps this number of tasks waiting, and none of them for long. */
    private void keepTheQueueMoving(int tasks) {
        for (int i = 0; i < tasks; i++) {
            executor.execute(this::comeAgain);
        }
    }

    private void comeAgain() {
        if (go.getCount() > 0) {
            executor.execute(this::comeAgain);
        }
    }

    @Test
    void runsTasksOnAnExecutorThatIsNoPoolToo() {
        ExecutorService single = Executors.newSingleThreadExecutor();
        try {
            ContinuationExecutor other = new ContinuationExecutor(Executors.unconfigurableExecutorService(single));

            other.execute(inside::incrementAndGet);

            await().untilAsserted(() -> assertThat(inside).hasValue(1));
            other.close();
        } finally {
            single.shutdown();
        }
    }

    /** One task in each iteration, and in some of them so many tasks that they start before its end. */
    private void bringInTurns(Context eventLoop, int turns) {
        eventLoop.runOnContext(turn -> {
            int tasks = turns % 100 == 0 ? TASKS : 1;
            for (int i = 0; i < tasks; i++) {
                executor.execute(inside::incrementAndGet);
            }
            if (turns > 1) {
                bringInTurns(eventLoop, turns - 1);
            }
        });
    }

    private void waitInside() {
        inside.incrementAndGet();
        awaitLatch(go);
    }

    private static boolean awaitLatch(CountDownLatch latch) {
        try {
            return latch.await(SOON.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
