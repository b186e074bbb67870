package io.github.camelglm4.error;

import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelglm4.testing.ComponentThreads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A step that throws ends its operation, even if memory is too short for the ending at first. */
@Timeout(60)
class StepGuardTest {

    private final AtomicInteger endings = new AtomicInteger();
    private final AtomicInteger shortages = new AtomicInteger();
    private final StepGuard guard = new StepGuard(this::end);

    private void end(Throwable cause) {
        if (shortages.getAndDecrement() > 0) {
            throw new OutOfMemoryError("this is thrown on purpose");
        }
        endings.incrementAndGet();
    }

    private static void fail() {
        throw new IllegalStateException("this is thrown on purpose");
    }

    @Test
    void endsAtOnceAndOnce() {
        guard.run(StepGuardTest::fail);
        guard.run(StepGuardTest::fail);

        assertThat(endings).hasValue(1);
    }

    @Test
    void runsNoStepAfterOneThatFailed() {
        List<String> steps = new ArrayList<>();
        guard.run(StepGuardTest::fail);

        guard.run(() -> steps.add("late"));

        assertThat(steps).isEmpty();
    }

    @Test
    void repeatsTheEndingWithTheNextStep() {
        shortages.set(3);
        guard.run(StepGuardTest::fail);
        assertThat(endings).hasValue(0);

        guard.run(() -> {});

        assertThat(endings).hasValue(1);
        StepGuard.endUnfinished();
        assertThat(endings).hasValue(1);
    }

    @Test
    void repeatsTheEndingWithoutAnotherStepUntilThereIsMemory() {
        BooleanSupplier nothing = () -> false;
        StandbyThread.join(nothing);
        try {
            shortages.set(10);
            List<StepGuard> others = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                others.add(new StepGuard(this::end));
            }

            guard.run(StepGuardTest::fail);
            others.forEach(other -> other.run(StepGuardTest::fail));

            await().atMost(SOON).untilAsserted(() -> assertThat(endings).hasValue(11));
        } finally {
            StandbyThread.leave(nothing);
        }
    }

    /** An ending that fails for another reason would always fail. */
    @Test
    void doesNotRepeatAnEndingThatFailsForAnotherReason() {
        StepGuard broken = new StepGuard(cause -> {
            endings.incrementAndGet();
            throw new IllegalStateException("this is thrown on purpose", cause);
        });

        broken.run(StepGuardTest::fail);

        assertThat(StepGuard.hasUnfinished()).isFalse();
    }

    @Test
    void theStandbyThreadRunsAWatchAgainAfterItThrew() throws Exception {
        CountDownLatch runs = new CountDownLatch(3);
        BooleanSupplier throwing = () -> {
            runs.countDown();
            if (runs.getCount() > 0) {
                throw new OutOfMemoryError("this is thrown on purpose");
            }
            return false;
        };
        StandbyThread.join(throwing);
        try {
            assertThat(runs.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } finally {
            StandbyThread.leave(throwing);
        }
    }

    @Test
    void theStandbyThreadEndsWithItsLastWatch() {
        BooleanSupplier nothing = () -> false;
        StandbyThread.join(nothing);
        StandbyThread.leave(nothing);

        await().atMost(SOON)
                .until(() -> Thread.getAllStackTraces().keySet().stream().noneMatch(ComponentThreads::isStandby));
    }
}
