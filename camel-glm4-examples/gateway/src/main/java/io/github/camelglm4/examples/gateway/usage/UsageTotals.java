package io.github.camelglm4.examples.gateway.usage;

/**
 * The sums of calls of any status.
 *
 * @param requests all of them
 * @param refused status 400 to 498: the caller got an error because of its request, its key or a limit
 * @param failed status 500 and above
 * @param canceled status 499: the caller disconnected
 */
record UsageTotals(
        long requests,
        long refused,
        long failed,
        long canceled,
        long promptTokens,
        long completionTokens,
        long cachedTokens,
        long reasoningTokens) {

    static final UsageTotals ZERO = new UsageTotals(0, 0, 0, 0, 0, 0, 0, 0);

    private static final int CLIENT_CLOSED_REQUEST = 499;

    static UsageTotals of(int status, UsageAmounts amounts) {
        long count = amounts.requests();
        return new UsageTotals(
                count,
                status >= 400 && status < CLIENT_CLOSED_REQUEST ? count : 0,
                status > CLIENT_CLOSED_REQUEST ? count : 0,
                status == CLIENT_CLOSED_REQUEST ? count : 0,
                amounts.promptTokens(),
                amounts.completionTokens(),
                amounts.cachedTokens(),
                amounts.reasoningTokens());
    }

    UsageTotals plus(UsageTotals more) {
        return new UsageTotals(
                requests + more.requests,
                refused + more.refused,
                failed + more.failed,
                canceled + more.canceled,
                promptTokens + more.promptTokens,
                completionTokens + more.completionTokens,
                cachedTokens + more.cachedTokens,
                reasoningTokens + more.reasoningTokens);
    }

    long tokens() {
        return promptTokens + completionTokens;
    }
}
