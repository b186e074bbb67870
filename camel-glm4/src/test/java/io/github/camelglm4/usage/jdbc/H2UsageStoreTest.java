package io.github.camelglm4.usage.jdbc;

import java.nio.file.Path;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.io.TempDir;

/** The store in H2. */
class H2UsageStoreTest extends JdbcUsageStoreTestSupport {

    @TempDir
    Path directory;

    @Override
    JdbcConnectionPool connections() {
        return JdbcConnectionPool.create("jdbc:h2:" + directory.resolve("usage") + ";LOCK_TIMEOUT=20000", "sa", "");
    }
}
