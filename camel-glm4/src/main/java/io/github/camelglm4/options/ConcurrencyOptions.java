package io.github.camelglm4.options;

import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/** How many requests are open at a time. */
@UriParams
public class ConcurrencyOptions extends CopiedOptions<ConcurrencyOptions> {

    @UriParam(label = "producer,reliability", defaultValue = "0")
    private int maxConcurrentRequests = 0;

    @UriParam(label = "producer,reliability", defaultValue = "10000")
    private int maxQueuedRequests = 10_000;

    @UriParam(label = "producer,reliability", defaultValue = "false")
    private boolean blockWhenFull = false;

    public int getMaxConcurrentRequests() {
        return maxConcurrentRequests;
    }

    /**
     * How many requests may be open at a time for one base URL, key and model; further calls queue without
     * holding a thread. The platform limits concurrency for each model (code 1302). 0 means no limit. All
     * endpoints for the same base URL, key and model must have the same number.
     */
    public void setMaxConcurrentRequests(int maxConcurrentRequests) {
        this.maxConcurrentRequests = maxConcurrentRequests;
    }

    public int getMaxQueuedRequests() {
        return maxQueuedRequests;
    }

    /**
     * How many calls may wait for one of the maxConcurrentRequests places; see blockWhenFull for the next one.
     */
    public void setMaxQueuedRequests(int maxQueuedRequests) {
        this.maxQueuedRequests = maxQueuedRequests;
    }

    public boolean isBlockWhenFull() {
        return blockWhenFull;
    }

    /**
     * What happens when maxQueuedRequests calls wait already: false fails the next one at once with
     * Glm4QueueFullException, true makes its thread wait, which slows down whoever sends the messages.
     */
    public void setBlockWhenFull(boolean blockWhenFull) {
        this.blockWhenFull = blockWhenFull;
    }
}
