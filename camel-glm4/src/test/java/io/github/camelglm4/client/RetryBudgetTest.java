package io.github.camelglm4.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sequences of calls (c) and retries (r) and how many retries the budget lets through. */
class RetryBudgetTest {

    @ParameterizedTest
    @CsvSource({
        // calls before, retries asked, retries granted
        "0,    1,   1",
        "0,   50,  50",
        "0,   51,  50",
        "0,  200,  50",
        "1000, 60, 50",
    })
    void fullBucketLetsFiftyThrough(int calls, int asked, int granted) {
        RetryBudget budget = new RetryBudget();

        call(budget, calls);

        assertThat(retry(budget, asked)).isEqualTo(granted);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 0", "4, 0", "5, 1", "9, 1", "10, 2", "249, 49", "250, 50", "9999, 50"})
    void emptyBucketGetsOneForFiveCalls(int calls, int granted) {
        RetryBudget budget = new RetryBudget();
        retry(budget, 50);

        call(budget, calls);

        assertThat(retry(budget, 100)).isEqualTo(granted);
    }

    @Test
    void inALongOutageOneRequestInSixIsARetry() {
        RetryBudget budget = new RetryBudget();
        retry(budget, 50);
        int retries = 0;
        for (int call = 0; call < 1_000; call++) {
            budget.deposit();
            retries += retry(budget, 2);
        }

        assertThat(retries).isEqualTo(200);
    }

    private static void call(RetryBudget budget, int times) {
        for (int i = 0; i < times; i++) {
            budget.deposit();
        }
    }

    private static int retry(RetryBudget budget, int times) {
        int granted = 0;
        for (int i = 0; i < times; i++) {
            granted += budget.withdraw() ? 1 : 0;
        }
        return granted;
    }
}
