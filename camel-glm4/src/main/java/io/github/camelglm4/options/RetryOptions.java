package io.github.camelglm4.options;

import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/** Options of retries. */
@UriParams
public class RetryOptions extends LayeredOptions<RetryOptions> {

    @UriParam(label = "reliability", defaultValue = "2")
    private int maxRetries = 2;

    @UriParam(label = "reliability", javaType = "java.time.Duration", defaultValue = "500")
    private long retryDelay = 500;

    @UriParam(label = "reliability", javaType = "java.time.Duration", defaultValue = "30000")
    private long maxRetryDelay = 30_000;

    public int getMaxRetries() {
        return maxRetries;
    }

    /**
     * Maximum number of retries of a failed request. A request is retried if the service is busy or has an internal
     * error, or if the connection fails before the response begins. 0 disables retries. All calls of the component
     * share a retry budget, which limits the number of retries during an outage.
     */
    public void setMaxRetries(int maxRetries) {
        this.maxRetries = written("maxRetries", maxRetries);
    }

    public long getRetryDelay() {
        return retryDelay;
    }

    /**
     * Maximum random delay before the first retry. The maximum doubles with each further retry, up to maxRetryDelay. If
     * the service sends Retry-After, the call waits for that time plus a random delay, up to the current maximum or a
     * tenth of that time, whichever is larger.
     */
    public void setRetryDelay(long retryDelay) {
        this.retryDelay = written("retryDelay", retryDelay);
    }

    public long getMaxRetryDelay() {
        return maxRetryDelay;
    }

    /**
     * Maximum random delay before any retry, and maximum wait that the service can request with Retry-After. If the
     * service requests a longer wait, the call fails immediately, and the exception contains the requested time.
     */
    public void setMaxRetryDelay(long maxRetryDelay) {
        this.maxRetryDelay = written("maxRetryDelay", maxRetryDelay);
    }
}
