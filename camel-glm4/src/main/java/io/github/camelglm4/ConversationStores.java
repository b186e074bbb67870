package io.github.camelglm4;

import io.github.camelglm4.client.Glm4Client;
import io.github.camelglm4.conversation.ConversationStore;
import io.github.camelglm4.conversation.Conversations;
import io.github.camelglm4.conversation.InMemoryStore;
import io.github.camelglm4.conversation.repository.RepositoryStore;
import io.github.camelglm4.error.Glm4ConnectionException;
import io.github.camelglm4.options.Check;
import io.github.camelglm4.options.MemoryOptions;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.OptimisticLockingAggregationRepository;

/**
 * The conversations of a component: endpoints that name the same store, or none with the same bounds, share them, and
 * with them the order of turns. Thread-safe.
 */
final class ConversationStores {

    private final Map<Object, Conversations> conversations = new HashMap<>();

    /** What endpoints that keep their conversations in memory have in common. */
    private record InMemory(int maxConversations, long expiryMillis) {}

    /**
     * The conversations by those options.
     *
     * @param client runs what turns wait for; its executor for continuations goes on with them
     * @throws RuntimeException naming the option that is wrong, its value and what is allowed
     */
    synchronized Conversations of(CamelContext context, MemoryOptions options, Glm4Client client) {
        Check.atLeast("memoryExpiry", options.getMemoryExpiry(), 1);
        Check.atLeast("maxConversations", options.getMaxConversations(), 1);
        Object bean = bean(context, options.getMemoryStore());
        Object key = bean != null ? bean : new InMemory(options.getMaxConversations(), options.getMemoryExpiry());
        return conversations.computeIfAbsent(
                key, k -> new Conversations(store(context, k, client.continuations()), client.continuations()));
    }

    /** Ends the turns that wait; what was kept in memory is forgotten. */
    synchronized void close() {
        Glm4ConnectionException stopped = Glm4ConnectionException.stopped();
        conversations.values().forEach(c -> c.close(stopped));
        conversations.clear();
    }

    private static Object bean(CamelContext context, Object option) {
        if (!(option instanceof String name)) {
            return option;
        }
        if (name.isBlank()) {
            return null;
        }
        Object bean = context.getRegistry().lookupByName(name);
        if (bean == null) {
            throw new IllegalArgumentException("memoryStore=" + name + ": there is no bean of that name");
        }
        return bean;
    }

    private static ConversationStore store(CamelContext context, Object key, Executor executor) {
        if (key instanceof InMemory bounds) {
            return new InMemoryStore(bounds.maxConversations(), bounds.expiryMillis());
        }
        if (key instanceof ConversationStore store) {
            return store;
        }
        if (key instanceof OptimisticLockingAggregationRepository repository) {
            start(context, repository);
            return new RepositoryStore(context, repository, executor);
        }
        throw new IllegalArgumentException("memoryStore must be an OptimisticLockingAggregationRepository (such as"
                + " JdbcAggregationRepository) or a ConversationStore, not a "
                + key.getClass().getName());
    }

    /** Nobody else starts a repository that stands in the registry only; the context stops it. */
    private static void start(CamelContext context, OptimisticLockingAggregationRepository repository) {
        try {
            context.addService(repository, true, true);
        } catch (Exception e) {
            throw new IllegalArgumentException(
                    "memoryStore: " + repository.getClass().getName() + " does not start: " + e.getMessage(), e);
        }
    }
}
