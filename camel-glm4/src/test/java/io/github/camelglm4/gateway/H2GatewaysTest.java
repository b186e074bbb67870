package io.github.camelglm4.gateway;

import java.util.UUID;

/** Two gateways with an H2 in memory: where there is no PostgreSQL, they are tested too. */
class H2GatewaysTest extends TwoGatewaysTestSupport {

    private final SharedDatabase database =
            new SharedDatabase("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=20000");

    @Override
    SharedDatabase database() {
        return database;
    }
}
