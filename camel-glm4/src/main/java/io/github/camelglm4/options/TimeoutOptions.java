package io.github.camelglm4.options;

import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/** How long things may take. */
@UriParams
public class TimeoutOptions extends CopiedOptions<TimeoutOptions> {

    @UriParam(label = "producer,reliability", javaType = "java.time.Duration", defaultValue = "10000")
    private long connectTimeout = 10_000;

    @UriParam(label = "producer,reliability", javaType = "java.time.Duration", defaultValue = "300000")
    private long responseTimeout = 300_000;

    @UriParam(label = "producer,reliability", javaType = "java.time.Duration", defaultValue = "300000")
    private long idleTimeout = 300_000;

    @UriParam(label = "producer,reliability", javaType = "java.time.Duration", defaultValue = "0")
    private long requestTimeout = 0;

    public long getConnectTimeout() {
        return connectTimeout;
    }

    /**
     * How long a connection may take: name look-up, TCP and TLS together.
     */
    public void setConnectTimeout(long connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    public long getResponseTimeout() {
        return responseTimeout;
    }

    /**
     * How long the service may take from the request being sent until the head of its answer is complete. A
     * call that fails by it is not retried.
     */
    public void setResponseTimeout(long responseTimeout) {
        this.responseTimeout = responseTimeout;
    }

    public long getIdleTimeout() {
        return idleTimeout;
    }

    /**
     * How long the service may be silent in the middle of an answer. A healthy stream may take as long as it takes.
     */
    public void setIdleTimeout(long idleTimeout) {
        this.idleTimeout = idleTimeout;
    }

    public long getRequestTimeout() {
        return requestTimeout;
    }

    /**
     * How long the whole call may take, retries included. It also ends an answer that trickles in byte by byte.
     * 0 means no limit.
     */
    public void setRequestTimeout(long requestTimeout) {
        this.requestTimeout = requestTimeout;
    }
}
