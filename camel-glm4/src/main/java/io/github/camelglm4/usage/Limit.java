package io.github.camelglm4.usage;

/** The limits of a caller that a call can reach. */
public enum Limit {
    CONCURRENT_REQUESTS("maxConcurrentRequests"),
    REQUESTS_PER_MINUTE("requestsPerMinute"),
    TOKENS_PER_MINUTE("tokensPerMinute"),
    TOKENS_PER_DAY("tokensPerDay"),
    TOKENS_PER_MONTH("tokensPerMonth");

    private final String field;

    Limit(String field) {
        this.field = field;
    }

    /** Its name in the file of callers. */
    public String field() {
        return field;
    }

    /** Whether it is a budget, which is not available again soon. */
    public boolean isBudget() {
        return this == TOKENS_PER_DAY || this == TOKENS_PER_MONTH;
    }
}
