package io.github.camelglm4.conversation.repository;

import io.github.camelglm4.conversation.ConversationStore;
import io.github.camelglm4.conversation.StoredHistory;
import io.github.camelglm4.error.FailureDetails;
import io.github.camelglm4.error.Glm4ConversationException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.spi.OptimisticLockingAggregationRepository;
import org.apache.camel.spi.OptimisticLockingAggregationRepository.OptimisticLockingException;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.PluginHelper;

/**
 * Stores histories in an aggregation repository: the key is the conversation id, the body its history. Repositories
 * block: up to 16 calls run concurrently on the executor, and others wait without a thread. Thread-safe.
 */
public final class RepositoryStore implements ConversationStore {

    /** Connection pools are rarely larger, and a store that hangs must not block all threads of the executor. */
    private static final int MAX_CALLS = 16;

    /** Options that switch on optimistic locking. Not all repositories have a getter for them. */
    private static final List<String> SWITCHES = List.of("optimisticLocking", "optimistic");

    private final CamelContext context;
    private final OptimisticLockingAggregationRepository repository;
    private final Executor executor;

    /**
     * @param repository started by the caller
     * @param executor an executor whose threads may block
     * @throws IllegalArgumentException if the repository reports that optimistic locking is off
     */
    public RepositoryStore(CamelContext context, OptimisticLockingAggregationRepository repository, Executor executor) {
        this.context = context;
        this.repository = repository;
        this.executor = new BoundedExecutor(executor, MAX_CALLS);
        for (String option : SWITCHES) {
            if (Boolean.FALSE.equals(
                    PluginHelper.getBeanIntrospection(context).getOrElseProperty(repository, option, null, true))) {
                throw new IllegalArgumentException(notLocking());
            }
        }
    }

    @Override
    public CompletionStage<StoredHistory> read(String conversationId) {
        return CompletableFuture.supplyAsync(() -> get(conversationId), executor);
    }

    @Override
    public CompletionStage<Boolean> replace(String conversationId, StoredHistory seen, String json) {
        return CompletableFuture.supplyAsync(() -> add(conversationId, (Exchange) seen.version(), json), executor);
    }

    private StoredHistory get(String id) {
        Exchange stored = repository.get(context, id);
        return stored == null
                ? StoredHistory.NONE
                : new StoredHistory(stored.getMessage().getBody(String.class), stored);
    }

    private boolean add(String id, Exchange before, String json) {
        // the copy includes the properties, which contain the version of some repositories
        Exchange after = before == null ? new DefaultExchange(context) : before.copy();
        after.getMessage().setBody(json);
        try {
            repository.add(context, id, before, after);
            return true;
        } catch (OptimisticLockingException otherWasFaster) {
            return false;
        } catch (UnsupportedOperationException e) {
            throw new Glm4ConversationException(notLocking(), e, FailureDetails.NONE);
        }
    }

    private String notLocking() {
        return "memoryStore: " + repository.getClass().getName()
                + " does not use optimistic locking, so turns could be"
                + " lost: set its option optimisticLocking or optimistic to true";
    }
}
