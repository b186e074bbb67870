package io.github.camelglm4.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.client.RetryPolicy.Decision;
import io.github.camelglm4.error.FailureDetails;
import io.github.camelglm4.error.Glm4AuthenticationException;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.error.Glm4ServerException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Exponential delays with full jitter, the precedence of the service's delay, and the limit. */
class RetryPolicyTest {

    private static final LongUnaryOperator LONGEST = bound -> bound;
    private static final Glm4Exception FAILURE = asking(null);

    private static Glm4Exception asking(Duration retryAfter) {
        return new Glm4ServerException(
                "failed", null, new FailureDetails(500, null, null, null, retryAfter, 1, null, null));
    }

    @ParameterizedTest
    @CsvSource({"0, 500", "1, 1000", "2, 2000", "3, 4000", "5, 16000", "6, 30000", "7, 30000", "99, 30000"})
    void upperBoundDoublesUpToTheMaximum(int retriesDone, long longest) {
        RetryPolicy policy = new RetryPolicy(100, 500, 30_000);

        assertThat(policy.nextDelay(FAILURE, retriesDone, LONGEST)).hasValue(longest);
    }

    @Test
    void delayIsWhateverTheRandomSourceDrawsUpToTheBound() {
        AtomicLong askedBound = new AtomicLong();

        OptionalLong delay = new RetryPolicy(2, 500, 30_000).nextDelay(FAILURE, 1, bound -> {
            askedBound.set(bound);
            return 123;
        });

        assertThat(delay).hasValue(123);
        assertThat(askedBound).hasValue(1_000);
    }

    @ParameterizedTest
    @CsvSource({"0, 0, true", "2, 1, false", "2, 2, true", "5, 4, false", "5, 5, true"})
    void afterMaxRetriesThereIsNoMore(int maxRetries, int retriesDone, boolean over) {
        assertThat(new RetryPolicy(maxRetries, 1, 1)
                        .nextDelay(FAILURE, retriesDone, LONGEST)
                        .isEmpty())
                .isEqualTo(over);
    }

    @ParameterizedTest
    @CsvSource({
        // requested delay, retries done, minimum, maximum: the jitter is the usual delay, or a tenth of the requested
        // one
        "7000, 0, 7000, 7700",
        "1000, 0, 1000, 1500",
        "1000, 1, 1000, 2000",
        "0, 0, 0, 500",
        "0, 2, 0, 2000"
    })
    void whatTheServiceAsksForComesBeforeTheUsualDelay(long asked, int retriesDone, long least, long most) {
        RetryPolicy policy = new RetryPolicy(9, 500, 30_000);

        assertThat(policy.nextDelay(asking(Duration.ofMillis(asked)), retriesDone, bound -> 0))
                .hasValue(least);
        assertThat(policy.nextDelay(asking(Duration.ofMillis(asked)), retriesDone, LONGEST))
                .hasValue(most);
    }

    @ParameterizedTest
    @CsvSource({"30000, true", "30001, false", "86400000, false"})
    void whatIsBeyondTheMaximumIsNotWaitedFor(long asked, boolean waited) {
        RetryPolicy policy = new RetryPolicy(2, 500, 30_000);

        assertThat(policy.nextDelay(asking(Duration.ofMillis(asked)), 0, LONGEST)
                        .isPresent())
                .isEqualTo(waited);
    }

    @Test
    void hugeDelaysDoNotOverflow() {
        RetryPolicy policy = new RetryPolicy(1_000, Long.MAX_VALUE / 2, Long.MAX_VALUE);

        for (int retries = 0; retries < 100; retries++) {
            assertThat(policy.nextDelay(FAILURE, retries, LONGEST).getAsLong())
                    .as("bound after %d retries", retries)
                    .isPositive();
        }
    }

    @Test
    void zeroDelayStaysZero() {
        assertThat(new RetryPolicy(9, 0, 30_000).nextDelay(FAILURE, 8, LONGEST)).hasValue(0);
    }

    @ParameterizedTest
    @CsvSource({
        // code, repeatable, renewed before, decision
        ", true, false, NOW",
        "1003, false, false, NOW",
        "1003, true, true, AFTER",
        "1003, false, true, NEVER",
        "1113, false, false, NEVER"
    })
    void refusedTokenIsRenewedOnce(String code, boolean repeatable, boolean renewed, Decision.When when) {
        Glm4Exception refused = new Glm4AuthenticationException(
                "refused", null, new FailureDetails(401, code, null, null, null, 1, null, null));

        Decision decision = new RetryPolicy(2, 500, 30_000).decide(refused, repeatable, 0, renewed, LONGEST);

        assertThat(decision).isEqualTo(new Decision(when, when == Decision.When.AFTER ? 500 : 0));
    }

    @Test
    void failureThatIsNotRepeatableIsFinal() {
        assertThat(new RetryPolicy(2, 500, 30_000)
                        .decide(FAILURE, false, 0, false, LONGEST)
                        .when())
                .isEqualTo(Decision.When.NEVER);
    }
}
