package io.github.camelglm4.benchmark.gateway;

import io.github.camelglm4.benchmark.candidate.Setup;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The callers of a company, each with all limits. The first one sends all requests: this is the worst case. */
final class Callers {

    private static final int COUNT = 50;

    /** Never reached, because refused calls cost less. */
    private static final String CALLER = """
            - name: caller-%1$d
              key: %2$s
              models: [%3$s]
              requestsPerMinute: 1000000000
              tokensPerMinute: 100000000000
              tokensPerDay: 1000000000000
              tokensPerMonth: 10000000000000
              maxConcurrentRequests: 100000
            """;

    private Callers() {}

    static String yaml() {
        return IntStream.range(0, COUNT)
                .mapToObj(i -> CALLER.formatted(i, i == 0 ? Setup.API_KEY : Setup.API_KEY + i, Setup.MODEL))
                .collect(Collectors.joining());
    }
}
