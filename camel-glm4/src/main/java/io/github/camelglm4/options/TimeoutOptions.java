package io.github.camelglm4.options;

import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/** Options of timeouts. */
@UriParams
public class TimeoutOptions extends LayeredOptions<TimeoutOptions> {

    @UriParam(label = "reliability", javaType = "java.time.Duration", defaultValue = "10000")
    private long connectTimeout = 10_000;

    @UriParam(label = "reliability", javaType = "java.time.Duration", defaultValue = "300000")
    private long responseTimeout = 300_000;

    @UriParam(label = "reliability", javaType = "java.time.Duration", defaultValue = "300000")
    private long idleTimeout = 300_000;

    @UriParam(label = "reliability", javaType = "java.time.Duration", defaultValue = "0")
    private long requestTimeout = 0;

    public long getConnectTimeout() {
        return connectTimeout;
    }

    /**
     * Timeout for opening a connection, including DNS lookup and TLS handshake. Must be at least 1 ms. After the
     * timeout, the request is retried up to maxRetries times; then the exchange fails with Glm4TimeoutException.
     */
    public void setConnectTimeout(long connectTimeout) {
        this.connectTimeout = written("connectTimeout", connectTimeout);
    }

    public long getResponseTimeout() {
        return responseTimeout;
    }

    /**
     * Timeout for the start of the response: from the end of sending the request until the status and headers of the
     * response are complete. Must be at least 1 ms. After the timeout, the exchange fails with Glm4TimeoutException,
     * without a retry.
     */
    public void setResponseTimeout(long responseTimeout) {
        this.responseTimeout = written("responseTimeout", responseTimeout);
    }

    public long getIdleTimeout() {
        return idleTimeout;
    }

    /**
     * Maximum time without data within a response, or within the upload of a file. It restarts with each piece of data,
     * so the total time of a stream is not limited. Must be at least 1 ms. After the timeout, the call fails with
     * Glm4TimeoutException.
     */
    public void setIdleTimeout(long idleTimeout) {
        this.idleTimeout = written("idleTimeout", idleTimeout);
    }

    public long getRequestTimeout() {
        return requestTimeout;
    }

    /**
     * Timeout for one request to the service, including queuing, retries and the complete response; it also ends a
     * response that is still arriving. 0 means no timeout. Each request of an exchange has its own timeout: tool calls
     * and outputRetries cause further requests. After the timeout, the call fails with Glm4TimeoutException.
     */
    public void setRequestTimeout(long requestTimeout) {
        this.requestTimeout = written("requestTimeout", requestTimeout);
    }
}
