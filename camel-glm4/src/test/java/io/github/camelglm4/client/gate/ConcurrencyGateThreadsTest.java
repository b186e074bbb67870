package io.github.camelglm4.client.gate;

import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelglm4.client.gate.ConcurrencyGate.Permit;
import io.github.camelglm4.client.gate.ConcurrencyGate.WhenFull;
import io.github.camelglm4.error.Glm4ConnectionException;
import io.github.camelglm4.error.Glm4QueueFullException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The gate with several threads: threads that wait for room, and threads that acquire and release at random. */
@Timeout(60)
class ConcurrencyGateThreadsTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void blockedCallersAllGetInWhateverTheSizeOfTheQueue(int maxQueued) throws Exception {
        ConcurrencyGate gate = new ConcurrencyGate("model m", 1, maxQueued);
        Permit first = gate.permit(() -> {});
        first.acquire(WhenFull.REFUSE, 0);
        AtomicInteger done = new AtomicInteger();
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            callers.add(started(() -> passThrough(gate, done)));
        }
        await().until(() ->
                callers.stream().filter(ConcurrencyGateThreadsTest::waits).count() == 10 - maxQueued);

        first.release();

        await().untilAsserted(() -> assertThat(done).hasValue(10));
        assertThat(gate.inUse() + gate.queued()).isZero();
    }

    @Test
    void interruptedCallerIsRefusedAndStaysInterrupted() throws Exception {
        ConcurrencyGate gate = full();
        AtomicReference<Throwable> refused = new AtomicReference<>();
        CompletableFuture<Boolean> stillInterrupted = new CompletableFuture<>();
        Thread caller = started(() -> {
            refused.set(failureOf(() -> gate.permit(() -> {}).acquire(WhenFull.BLOCK, 0)));
            stillInterrupted.complete(Thread.currentThread().isInterrupted());
        });
        await().until(() -> waits(caller));

        caller.interrupt();

        assertThat(stillInterrupted.get(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(refused.get()).isInstanceOf(Glm4QueueFullException.class).hasMessageContaining("interrupted");
    }

    @Test
    void closingWakesEveryBlockedCaller() throws Exception {
        ConcurrencyGate gate = full();
        List<CompletableFuture<Throwable>> refused =
                Stream.generate(CompletableFuture<Throwable>::new).limit(3).toList();
        List<Thread> callers = refused.stream()
                .map(r -> started(() ->
                        r.complete(failureOf(() -> gate.permit(() -> {}).acquire(WhenFull.BLOCK, 0)))))
                .toList();
        await().until(() -> callers.stream().allMatch(ConcurrencyGateThreadsTest::waits));

        gate.close();

        for (CompletableFuture<Throwable> one : refused) {
            assertThat(one.get(SOON.toSeconds(), TimeUnit.SECONDS)).isInstanceOf(Glm4ConnectionException.class);
        }
    }

    @Test
    void neverLetsMoreInThanTheLimitAndLosesNoPermit() throws Exception {
        int limit = 3;
        ConcurrencyGate gate = new ConcurrencyGate("model m", limit, 4);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<CompletableFuture<Void>> walkers = new ArrayList<>();
        for (int seed = 0; seed < 6; seed++) {
            Random random = new Random(seed);
            walkers.add(run(() -> {
                for (int i = 0; i < 5_000; i++) {
                    walk(gate, random, inside, most);
                }
            }));
        }

        for (CompletableFuture<Void> walker : walkers) {
            walker.get(50, TimeUnit.SECONDS);
        }

        assertThat(most.get()).isBetween(1, limit);
        assertThat(gate.inUse()).isZero();
        assertThat(gate.queued()).isZero();
    }

    /** Acquires in a random way, and releases, granted or not; counts granted permits that are not released. */
    private static void walk(ConcurrencyGate gate, Random random, AtomicInteger inside, AtomicInteger most) {
        AtomicReference<String> state = new AtomicReference<>("waiting");
        Permit permit = gate.permit(() -> {
            if (state.compareAndSet("waiting", "inside")) {
                most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            }
        });
        try {
            permit.acquire(WhenFull.values()[random.nextInt(3)], 0);
        } catch (Glm4QueueFullException e) {
            return;
        }
        if (random.nextBoolean()) {
            Thread.yield();
        }
        if (state.getAndSet("gone").equals("inside")) {
            inside.decrementAndGet();
        }
        permit.release();
    }

    private static void passThrough(ConcurrencyGate gate, AtomicInteger done) {
        AtomicReference<Permit> permit = new AtomicReference<>();
        permit.set(gate.permit(() -> {
            done.incrementAndGet();
            permit.get().release();
        }));
        permit.get().acquire(WhenFull.BLOCK, 0);
    }

    private static ConcurrencyGate full() {
        ConcurrencyGate gate = new ConcurrencyGate("model m", 1, 0);
        gate.permit(() -> {}).acquire(WhenFull.REFUSE, 0);
        return gate;
    }

    private static Throwable failureOf(Runnable action) {
        try {
            action.run();
            return null;
        } catch (RuntimeException e) {
            return e;
        }
    }

    private static boolean waits(Thread thread) {
        return thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING;
    }

    private static CompletableFuture<Void> run(Runnable action) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        started(() -> {
            try {
                action.run();
                done.complete(null);
            } catch (Throwable e) {
                done.completeExceptionally(e);
            }
        });
        return done;
    }

    private static Thread started(Runnable action) {
        Thread thread = new Thread(action);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
