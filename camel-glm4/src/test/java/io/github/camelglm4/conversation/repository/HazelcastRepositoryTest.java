package io.github.camelglm4.conversation.repository;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import java.util.UUID;
import org.apache.camel.processor.aggregate.hazelcast.HazelcastAggregationRepository;
import org.apache.camel.spi.OptimisticLockingAggregationRepository;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** A data grid, which knows a version by all that is in it. */
class HazelcastRepositoryTest extends RepositoryContract {

    private static HazelcastInstance grid;

    @BeforeAll
    static void startGrid() {
        // one member, for itself, on the loopback interface
        Config config = new Config("conversations-" + UUID.randomUUID());
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.logging.type", "slf4j");
        config.setProperty("hazelcast.shutdownhook.enabled", "false");
        config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        JoinConfig join = config.getNetworkConfig().getJoin();
        join.getMulticastConfig().setEnabled(false);
        join.getAutoDetectionConfig().setEnabled(false);
        grid = Hazelcast.newHazelcastInstance(config);
    }

    @AfterAll
    static void stopGrid() {
        grid.shutdown();
    }

    @Override
    OptimisticLockingAggregationRepository createRepository() {
        HazelcastAggregationRepository repository =
                new HazelcastAggregationRepository("conversations", "completed", true, grid);
        repository.setUseRecovery(false);
        return repository;
    }
}
