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
 * The conversations of a component. Endpoints with the same store, or without one but with the same limits, share them,
 * including the order of turns. Thread-safe.
 */
final class ConversationStores {

    private final Map<Object, Conversations> conversations = new HashMap<>();

    /** Limits of conversations in memory; endpoints with equal limits share them. */
    private record InMemory(int maxConversations, long expiryMillis) {}

    /**
     * Returns the conversations for the options.
     *
     * @param client its executor for continuations runs the turns
     * @throws RuntimeException if an option is invalid; it names the option, its value and what is allowed
     */
    synchronized Conversations of(CamelContext context, MemoryOptions options, Glm4Client client) {
        Check.atLeast("memoryExpiry", options.getMemoryExpiry(), 1);
        Check.atLeast("maxConversations", options.getMaxConversations(), 1);
        Object bean = bean(context, options.getMemoryStore());
        Object key = bean != null ? bean : new InMemory(options.getMaxConversations(), options.getMemoryExpiry());
        return conversations.computeIfAbsent(
                key, k -> new Conversations(store(context, k, client.continuations()), client.continuations()));
    }

    /** Ends the waiting turns, and removes the conversations in memory. */
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
            throw new IllegalArgumentException("memoryStore=" + name + ": no bean with this name found");
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
                + " JdbcAggregationRepository) or a ConversationStore, but is "
                + key.getClass().getName());
    }

    /** Camel does not start a repository that is only in the registry. The context stops it. */
    private static void start(CamelContext context, OptimisticLockingAggregationRepository repository) {
        try {
            context.addService(repository, true, true);
        } catch (Exception e) {
            throw new IllegalArgumentException(
                    "memoryStore: " + repository.getClass().getName() + " cannot be started: " + e.getMessage(), e);
        }
    }
}
