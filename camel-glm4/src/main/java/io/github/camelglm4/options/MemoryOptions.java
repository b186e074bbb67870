package io.github.camelglm4.options;

import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/** Where conversations are kept, and how long. */
@UriParams
public class MemoryOptions extends CopiedOptions<MemoryOptions> {

    @UriParam(label = "producer,conversation")
    private Object memoryStore;

    @UriParam(label = "producer,conversation", javaType = "java.time.Duration", defaultValue = "3600000")
    private long memoryExpiry = 3_600_000;

    @UriParam(label = "producer,conversation", defaultValue = "10000")
    private int maxConversations = 10_000;

    public Object getMemoryStore() {
        return memoryStore;
    }

    /**
     * Bean that keeps conversations outside of this process, so that they survive it and nodes share them, as #bean:name:
     * any aggregation repository with optimistic locking (JdbcAggregationRepository, HazelcastAggregationRepository with
     * its option optimistic, ...) or a ConversationStore. When not set, conversations are kept in memory.
     */
    public void setMemoryStore(Object memoryStore) {
        this.memoryStore = memoryStore;
    }

    public long getMemoryExpiry() {
        return memoryExpiry;
    }

    /**
     * How long a conversation is kept in memory after its last turn. Endpoints with the same memoryExpiry and
     * maxConversations share what is kept. Without effect on a memoryStore.
     */
    public void setMemoryExpiry(long memoryExpiry) {
        this.memoryExpiry = memoryExpiry;
    }

    public int getMaxConversations() {
        return maxConversations;
    }

    /**
     * How many conversations are kept in memory; beyond it, or when all of them take more than an eighth of the maximum heap,
     * the one that was not used for the longest time is forgotten. Without effect on a memoryStore.
     */
    public void setMaxConversations(int maxConversations) {
        this.maxConversations = maxConversations;
    }
}
