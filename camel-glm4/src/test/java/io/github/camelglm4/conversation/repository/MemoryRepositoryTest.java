package io.github.camelglm4.conversation.repository;

import org.apache.camel.processor.aggregate.MemoryAggregationRepository;
import org.apache.camel.spi.OptimisticLockingAggregationRepository;

/** Camel's own repository in memory, which knows a version by the very exchange. */
class MemoryRepositoryTest extends RepositoryContract {

    @Override
    OptimisticLockingAggregationRepository createRepository() {
        return new MemoryAggregationRepository(true);
    }
}
