package io.github.camelglm4.conversation.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Limits concurrent tasks, keeps their order, and does not grow the stack with the number of waiting tasks. */
class BoundedExecutorTest {

    private final Queue<Runnable> handedOn = new ArrayDeque<>();
    private final List<Integer> ran = new ArrayList<>();

    @Test
    void handsOnNoMoreThanTheBound() {
        BoundedExecutor executor = new BoundedExecutor(handedOn::add, 3);
        IntStream.range(0, 10).forEach(i -> executor.execute(() -> ran.add(i)));

        assertThat(handedOn).hasSize(3);
        handedOn.forEach(Runnable::run);
        assertThat(ran).hasSize(10).contains(0, 9);

        handedOn.clear();
        IntStream.range(0, 10).forEach(i -> executor.execute(() -> ran.add(i)));
        assertThat(handedOn).hasSize(3);
    }

    @Test
    void runsALotOnOneThread() {
        BoundedExecutor executor = new BoundedExecutor(handedOn::add, 1);
        AtomicInteger count = new AtomicInteger();
        IntStream.range(0, 100_000).forEach(i -> executor.execute(count::incrementAndGet));

        handedOn.remove().run();

        assertThat(count).hasValue(100_000);
        assertThat(handedOn).isEmpty();
    }
}
