package io.github.camelglm4.options;

import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/** When a failed request is sent again. */
@UriParams
public class RetryOptions extends CopiedOptions<RetryOptions> {

    @UriParam(label = "producer,reliability", defaultValue = "2")
    private int maxRetries = 2;

    @UriParam(label = "producer,reliability", javaType = "java.time.Duration", defaultValue = "500")
    private long retryDelay = 500;

    @UriParam(label = "producer,reliability", javaType = "java.time.Duration", defaultValue = "30000")
    private long maxRetryDelay = 30_000;

    public int getMaxRetries() {
        return maxRetries;
    }

    /**
     * How often a failed request is sent again: when the service is busy or failed on its side, or the
     * connection failed before an answer began. 0 switches retries off. All calls of the component share a
     * budget that keeps retries from multiplying an outage.
     */
    public void setMaxRetries(int maxRetries) {
        this.maxRetries = maxRetries;
    }

    public long getRetryDelay() {
        return retryDelay;
    }

    /**
     * Upper bound of the random delay before the first retry; it doubles with every further one. Where the service sends
     * Retry-After, the call waits as long as asked and then for a random delay too: this one, or up to a tenth of the wait,
     * whichever is larger.
     */
    public void setRetryDelay(long retryDelay) {
        this.retryDelay = retryDelay;
    }

    public long getMaxRetryDelay() {
        return maxRetryDelay;
    }

    /**
     * Upper bound of the random delay before any retry, and of the wait that a service may ask for with Retry-After. When it
     * asks for a longer one, the call fails at once and the exception tells how long.
     */
    public void setMaxRetryDelay(long maxRetryDelay) {
        this.maxRetryDelay = maxRetryDelay;
    }
}
