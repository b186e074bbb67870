package io.github.camelglm4.options;

import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/** Options of the store of conversations. */
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
     * Bean that stores conversations outside of this process, as #bean:name. The conversations survive a restart, and
     * several nodes can share them. The bean is a ConversationStore or an aggregation repository with optimistic
     * locking: JdbcAggregationRepository, HazelcastAggregationRepository with its option optimistic, or another one. If
     * not set, conversations are kept in memory.
     */
    public void setMemoryStore(Object memoryStore) {
        this.memoryStore = memoryStore;
    }

    public long getMemoryExpiry() {
        return memoryExpiry;
    }

    /**
     * How long a conversation is kept in memory after its last use. Must be at least 1 ms. Endpoints with the same
     * memoryExpiry and maxConversations share their conversations. Has no effect with memoryStore.
     */
    public void setMemoryExpiry(long memoryExpiry) {
        this.memoryExpiry = memoryExpiry;
    }

    public int getMaxConversations() {
        return maxConversations;
    }

    /**
     * Maximum number of conversations in memory, at least 1. If there are more, or if they use more than an eighth of
     * the maximum heap size, the least recently used conversation is removed. Has no effect with memoryStore.
     */
    public void setMaxConversations(int maxConversations) {
        this.maxConversations = maxConversations;
    }
}
