package io.github.camelglm4.examples.gateway.models;

import static io.github.camelglm4.examples.gateway.models.UpstreamChoice.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which upstream is asked, with a clock and random numbers of the test. */
class UpstreamChoiceTest {
    private static final BitSet NOTHING = new BitSet();

    // just before an overflow: the values of System.nanoTime() are any
    private long now = Long.MAX_VALUE - 1;
    private double random;

    @Test
    void weightsAreShares() {
        UpstreamChoice choice = choice(List.of(3, 1), 0);

        assertThat(IntStream.range(0, 4).map(i -> {
                    random = i / 4.0;
                    return choice.next(NOTHING);
                }))
                .containsExactly(0, 0, 0, 1);
    }

    @Test
    void aLargeNumberOfCallsIsSharedByWeight() {
        UpstreamChoice choice = choice(List.of(1, 2, 7), 0);
        Random source = new Random(1);

        int[] counts = new int[3];
        for (int i = 0; i < 10_000; i++) {
            random = source.nextDouble();
            counts[choice.next(NOTHING)]++;
        }

        assertThat(counts[0]).isBetween(900, 1_100);
        assertThat(counts[1]).isBetween(1_850, 2_150);
        assertThat(counts[2]).isBetween(6_850, 7_150);
    }

    @Test
    void theOthersShareTheCallsOfOneThatCoolsDown() {
        UpstreamChoice choice = choice(List.of(1, 1, 1), 0);
        choice.coolDown(1, null);

        assertThat(IntStream.of(0, 1).map(i -> {
                    random = i / 2.0;
                    return choice.next(NOTHING);
                }))
                .containsExactly(0, 2);
    }

    @Test
    void coolsDownForItsTime() {
        UpstreamChoice choice = choice(List.of(1), 1);

        assertThat(choice.coolDown(0, null)).isEqualTo(Duration.ofSeconds(30));
        now += Duration.ofSeconds(30).toNanos() - 1;
        assertThat(choice.next(NOTHING)).isEqualTo(1);
        now++;
        assertThat(choice.next(NOTHING)).isZero();
    }

    @Test
    void coolsDownForTheRequestedTimeIfItIsLonger() {
        UpstreamChoice choice = choice(List.of(1), 1);

        assertThat(choice.coolDown(0, Duration.ofSeconds(5))).isEqualTo(Duration.ofSeconds(30));
        assertThat(choice.coolDown(0, Duration.ofMinutes(5))).isEqualTo(Duration.ofMinutes(5));
        assertThat(choice.coolDown(0, Duration.ofDays(1_000_000))).isEqualTo(Duration.ofDays(1));
        now += Duration.ofHours(23).toNanos();
        assertThat(choice.next(NOTHING)).isEqualTo(1);
    }

    /** A call that began before may fail later, without a requested time. */
    @Test
    void aShorterTimeDoesNotEndALongerOne() {
        UpstreamChoice choice = choice(List.of(1), 1);
        choice.coolDown(0, Duration.ofMinutes(5));
        choice.coolDown(0, null);
        now += Duration.ofMinutes(4).toNanos();

        assertThat(choice.next(NOTHING)).isEqualTo(1);
    }

    @Test
    void fallbacksFollowInTheirOrder() {
        UpstreamChoice choice = choice(List.of(1, 1), 2);

        assertThat(choice.next(tried(0))).isEqualTo(1);
        assertThat(choice.next(tried(0, 1))).isEqualTo(2);
        assertThat(choice.next(tried(0, 1, 2))).isEqualTo(3);
        assertThat(choice.next(tried(0, 1, 2, 3))).isEqualTo(NONE);
    }

    @Test
    void aFallbackCoolsDownToo() {
        UpstreamChoice choice = choice(List.of(1), 2);
        choice.coolDown(1, null);

        assertThat(choice.next(tried(0))).isEqualTo(2);
    }

    @Test
    void ifAllCoolDownTheOneThatIsFreeFirstIsTried() {
        UpstreamChoice choice = choice(List.of(1, 1), 1);
        choice.coolDown(0, Duration.ofMinutes(3));
        choice.coolDown(1, Duration.ofMinutes(2));
        choice.coolDown(2, Duration.ofMinutes(1));

        assertThat(choice.next(NOTHING)).isEqualTo(2);
        assertThat(choice.next(tried(2))).isEqualTo(NONE);
    }

    private UpstreamChoice choice(List<Integer> weights, int fallbacks) {
        GatewayModel model = new GatewayModel(
                "m",
                weights.stream()
                        .map(weight -> new Upstream("u", weight, null, null))
                        .toList(),
                IntStream.range(0, fallbacks)
                        .mapToObj(i -> new Upstream("f", 1, null, null))
                        .toList(),
                Duration.ofSeconds(30));
        return new UpstreamChoice(model, () -> now, () -> random);
    }

    private static BitSet tried(int... upstreams) {
        BitSet tried = new BitSet();
        IntStream.of(upstreams).forEach(tried::set);
        return tried;
    }
}
