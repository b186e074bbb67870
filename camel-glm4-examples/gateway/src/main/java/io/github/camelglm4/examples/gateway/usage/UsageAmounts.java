package io.github.camelglm4.examples.gateway.usage;

/** A number of calls, and their tokens. */
record UsageAmounts(long requests, long promptTokens, long completionTokens, long cachedTokens, long reasoningTokens) {

    static final UsageAmounts ZERO = new UsageAmounts(0, 0, 0, 0, 0);

    UsageAmounts plus(UsageAmounts more) {
        return new UsageAmounts(
                requests + more.requests,
                promptTokens + more.promptTokens,
                completionTokens + more.completionTokens,
                cachedTokens + more.cachedTokens,
                reasoningTokens + more.reasoningTokens);
    }
}
