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
 * Keeps histories in an aggregation repository: the key is the conversation's id, the body its history. Repositories
 * block: a few of their calls run at a time, on the executor, and the others wait without a thread. Thread-safe.
 */
public final class RepositoryStore implements ConversationStore {

    /** Pools of connections are seldom larger; and a store that stands still must not take all threads with it. */
    private static final int MAX_CALLS = 16;

    /** Options of those repositories that do not lock unless they are told to; not all of them can be asked. */
    private static final List<String> SWITCHES = List.of("optimisticLocking", "optimistic");

    private final CamelContext context;
    private final OptimisticLockingAggregationRepository repository;
    private final Executor executor;

    /**
     * @param repository started by the caller
     * @param executor whose threads may wait
     * @throws IllegalArgumentException when the repository says that its optimistic locking is off
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
        // the copy takes the properties along, among which repositories keep the version
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
                + " does not lock optimistically, so that turns could get"
                + " lost: switch its option optimisticLocking or optimistic on";
    }
}
