package io.github.camelglm4.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sequences of calls (c) and retries (r), and the number of retries that the budget allows. */
class RetryBudgetTest {

    private final AtomicLong calls = new AtomicLong();
    private final RetryBudget budget = new RetryBudget(calls::get);

    @ParameterizedTest
    @CsvSource({
        // calls before, retries requested, retries granted
        "0,    1,   1",
        "0,   50,  50",
        "0,   51,  50",
        "0,  200,  50",
        "1000, 60, 50",
    })
    void fullBucketLetsFiftyThrough(int before, int asked, int granted) {
        calls.addAndGet(before);

        assertThat(retry(asked)).isEqualTo(granted);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 0", "4, 0", "5, 1", "9, 1", "10, 2", "249, 49", "250, 50", "9999, 50"})
    void emptyBucketGetsOneForFiveCalls(int before, int granted) {
        retry(50);

        calls.addAndGet(before);

        assertThat(retry(100)).isEqualTo(granted);
    }

    @Test
    void inALongOutageOneRequestInSixIsARetry() {
        retry(50);
        int retries = 0;
        for (int call = 0; call < 1_000; call++) {
            calls.incrementAndGet();
            retries += retry(2);
        }

        assertThat(retries).isEqualTo(200);
    }

    private int retry(int times) {
        int granted = 0;
        for (int i = 0; i < times; i++) {
            granted += budget.withdraw() ? 1 : 0;
        }
        return granted;
    }
}
