package io.github.camelglm4.options;

import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/** Options of the limit of concurrent requests. */
@UriParams
public class ConcurrencyOptions extends LayeredOptions<ConcurrencyOptions> {

    @UriParam(label = "reliability", defaultValue = "0")
    private int maxConcurrentRequests = 0;

    @UriParam(label = "reliability", defaultValue = "10000")
    private int maxQueuedRequests = 10_000;

    @UriParam(label = "reliability", defaultValue = "false")
    private boolean blockWhenFull = false;

    public int getMaxConcurrentRequests() {
        return maxConcurrentRequests;
    }

    /**
     * Maximum number of concurrent requests with the same base URL, key and model. 0 means no limit. Further calls are
     * queued without blocking a thread. All endpoints with the same base URL, key and model must set the same number; a
     * different number is an error at startup. The GLM platform has its own limit for each model (error code 1302).
     */
    public void setMaxConcurrentRequests(int maxConcurrentRequests) {
        this.maxConcurrentRequests = written("maxConcurrentRequests", maxConcurrentRequests);
    }

    public int getMaxQueuedRequests() {
        return maxQueuedRequests;
    }

    /**
     * Maximum number of calls in the queue of maxConcurrentRequests. 0 means no queue. If the queue is full,
     * blockWhenFull decides what happens to further calls. All endpoints with the same base URL, key and model must set
     * the same number.
     */
    public void setMaxQueuedRequests(int maxQueuedRequests) {
        this.maxQueuedRequests = written("maxQueuedRequests", maxQueuedRequests);
    }

    public boolean isBlockWhenFull() {
        return blockWhenFull;
    }

    /**
     * Whether to block the calling thread while the queue is full (see maxQueuedRequests), which slows down the sender.
     * If false, a further call fails immediately with Glm4QueueFullException.
     */
    public void setBlockWhenFull(boolean blockWhenFull) {
        this.blockWhenFull = written("blockWhenFull", blockWhenFull);
    }
}
