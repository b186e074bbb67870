package io.github.camelglm4.examples.gateway.usage;

import java.nio.file.Path;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.io.TempDir;

/** The history in H2. */
class H2UsageHistoryTest extends UsageHistoryTestSupport {

    @TempDir
    Path directory;

    @Override
    JdbcConnectionPool connections() {
        return JdbcConnectionPool.create("jdbc:h2:" + directory.resolve("usage") + ";LOCK_TIMEOUT=20000", "sa", "");
    }
}
