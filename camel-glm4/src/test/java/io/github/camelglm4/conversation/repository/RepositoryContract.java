package io.github.camelglm4.conversation.repository;

import io.github.camelglm4.conversation.ConversationStore;
import io.github.camelglm4.conversation.StoreContract;
import java.util.concurrent.ExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.OptimisticLockingAggregationRepository;
import org.apache.camel.support.service.ServiceHelper;
import org.junit.jupiter.api.AfterEach;

/** What every store must do, done by an aggregation repository. */
abstract class RepositoryContract extends StoreContract {

    private final CamelContext context = new DefaultCamelContext();
    private OptimisticLockingAggregationRepository repository;

    abstract OptimisticLockingAggregationRepository createRepository() throws Exception;

    @Override
    protected ConversationStore createStore(ExecutorService threads) throws Exception {
        repository = createRepository();
        context.start();
        ServiceHelper.startService(repository);
        return new RepositoryStore(context, repository, threads);
    }

    @AfterEach
    void stop() {
        ServiceHelper.stopService(repository);
        context.stop();
    }
}
