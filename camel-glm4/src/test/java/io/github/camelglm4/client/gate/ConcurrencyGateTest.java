package io.github.camelglm4.client.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelglm4.client.gate.ConcurrencyGate.Permit;
import io.github.camelglm4.client.gate.ConcurrencyGate.WhenFull;
import io.github.camelglm4.error.Glm4ConnectionException;
import io.github.camelglm4.error.Glm4QueueFullException;
import io.github.camelglm4.error.Glm4TimeoutException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** The gate alone, on one thread: which calls are admitted, and when. */
class ConcurrencyGateTest {

    private final List<String> granted = new ArrayList<>();

    @Test
    void grantsAtOnceUpToTheLimitAndThenInTheOrderOfArrival() {
        ConcurrencyGate gate = new ConcurrencyGate("model m", 2, 10);
        Permit a = acquired(gate, "a");
        Permit b = acquired(gate, "b");
        acquired(gate, "c");
        acquired(gate, "d");
        assertThat(granted).containsExactly("a", "b");

        b.release();
        a.release();

        assertThat(granted).containsExactly("a", "b", "c", "d");
        assertThat(gate.inUse()).isEqualTo(2);
        assertThat(gate.queued()).isZero();
    }

    @Test
    void refusesWhenTheQueueIsFullAndSaysWhoseItIs() {
        ConcurrencyGate gate = new ConcurrencyGate("model m", 1, 1);
        acquired(gate, "a");
        acquired(gate, "b");

        assertThatThrownBy(() -> acquired(gate, "c"))
                .isInstanceOf(Glm4QueueFullException.class)
                .hasMessageContaining("maxQueuedRequests")
                .hasMessageContaining("model m");
        assertThat(gate.queued()).isEqualTo(1);
    }

    @Test
    void letsARetryIntoAFullQueue() {
        ConcurrencyGate gate = new ConcurrencyGate("model m", 1, 0);
        Permit a = acquired(gate, "a");
        gate.permit(() -> granted.add("retry")).acquire(WhenFull.QUEUE, 0);

        a.release();

        assertThat(granted).containsExactly("a", "retry");
    }

    @Test
    void permitThatIsGivenBackTwiceFreesOnePlace() {
        ConcurrencyGate gate = new ConcurrencyGate("model m", 1, 10);
        Permit a = acquired(gate, "a");
        acquired(gate, "b");
        acquired(gate, "c");

        a.release();
        a.release();

        assertThat(granted).containsExactly("a", "b");
    }

    @Test
    void whoLeavesTheQueueIsNotGranted() {
        ConcurrencyGate gate = new ConcurrencyGate("model m", 1, 10);
        Permit a = acquired(gate, "a");
        Permit b = acquired(gate, "b");
        acquired(gate, "c");

        b.release();
        a.release();

        assertThat(granted).containsExactly("a", "c");
    }

    @Test
    void waitForRoomIsBounded() {
        ConcurrencyGate gate = new ConcurrencyGate("model m", 1, 0);
        acquired(gate, "a");

        assertThatThrownBy(() -> gate.permit(() -> granted.add("b")).acquire(WhenFull.BLOCK, 20))
                .isInstanceOf(Glm4TimeoutException.class)
                .hasMessageContaining("requestTimeout of 20 ms");
        assertThat(granted).containsExactly("a");
    }

    @Test
    void closedGateLetsNobodyIn() {
        ConcurrencyGate gate = new ConcurrencyGate("model m", 1, 10);
        gate.close();

        assertThatThrownBy(() -> acquired(gate, "a")).isInstanceOf(Glm4ConnectionException.class);
        assertThat(gate.inUse()).isZero();
    }

    /** Even numbers request a permit, odd ones release a requested one, granted or not. */
    @Property
    void behavesAsAQueueBeforeCountedPlaces(
            @ForAll @IntRange(min = 1, max = 4) int limit,
            @ForAll @IntRange(max = 5) int maxQueued,
            @ForAll @Size(max = 60) List<@IntRange(max = 1_000) Integer> steps) {
        ConcurrencyGate gate = new ConcurrencyGate("model m", limit, maxQueued);
        Model model = new Model(limit, maxQueued);
        List<Integer> real = new ArrayList<>();
        List<Permit> permits = new ArrayList<>();
        for (int step : steps) {
            if (step % 2 == 0) {
                int number = permits.size();
                Permit permit = gate.permit(() -> real.add(number));
                permits.add(permit);
                assertThat(letIn(permit)).isEqualTo(model.ask(number));
            } else if (!permits.isEmpty()) {
                int number = step % permits.size();
                permits.get(number).release();
                model.leave(number);
            }
            assertThat(real).isEqualTo(model.granted);
            assertThat(gate.inUse()).isEqualTo(model.inside.size());
            assertThat(gate.queued()).isEqualTo(model.queue.size());
        }
        permits.forEach(Permit::release);
        assertThat(gate.inUse() + gate.queued()).isZero();
    }

    private static boolean letIn(Permit permit) {
        try {
            permit.acquire(WhenFull.REFUSE, 0);
            return true;
        } catch (Glm4QueueFullException e) {
            return false;
        }
    }

    private Permit acquired(ConcurrencyGate gate, String name) {
        Permit permit = gate.permit(() -> granted.add(name));
        permit.acquire(WhenFull.REFUSE, 0);
        return permit;
    }

    /** The reference model, as simple as possible. */
    private static final class Model {

        private final int limit;
        private final int maxQueued;
        private final Set<Integer> inside = new HashSet<>();
        private final Deque<Integer> queue = new ArrayDeque<>();
        private final List<Integer> granted = new ArrayList<>();

        Model(int limit, int maxQueued) {
            this.limit = limit;
            this.maxQueued = maxQueued;
        }

        boolean ask(int number) {
            if (inside.size() >= limit && queue.size() >= maxQueued) {
                return false;
            }
            queue.add(number);
            fill();
            return true;
        }

        void leave(int number) {
            queue.remove(number);
            inside.remove(number);
            fill();
        }

        private void fill() {
            while (inside.size() < limit && !queue.isEmpty()) {
                int next = queue.remove();
                inside.add(next);
                granted.add(next);
            }
        }
    }
}
