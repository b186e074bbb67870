package io.github.camelglm4.usage.jdbc;

import io.github.camelglm4.conversation.repository.PostgresServer;
import io.github.camelglm4.usage.Admission;
import io.github.camelglm4.usage.Caller;
import io.github.camelglm4.usage.LimitMode;
import io.github.camelglm4.usage.UsageLimiter;
import io.github.camelglm4.usage.UsageLimits;
import java.time.Clock;
import java.util.Set;

/**
 * A node in a separate process: makes one call of 10 tokens after the other for a caller, and writes {@code call} for
 * each that was admitted. Does not end by itself.
 */
final class UsageNode {

    private UsageNode() {}

    public static void main(String[] arguments) {
        JdbcUsageStore store = new JdbcUsageStore(PostgresServer.connections(arguments[0]));
        store.setCreateTable(true);
        Clock clock = Clock.systemUTC();
        UsageLimiter limiter = new UsageLimiter(
                store,
                LimitMode.ENFORCE,
                false,
                clock,
                Runnable::run,
                () -> Runtime.getRuntime().halt(1));
        Caller caller = new Caller(arguments[1], Set.of(), null, UsageLimits.UNLIMITED, null);
        while (true) {
            Admission admission =
                    limiter.admit(caller, 10).toCompletableFuture().join();
            System.out.println("call");
            admission.hold().settle(10);
        }
    }
}
