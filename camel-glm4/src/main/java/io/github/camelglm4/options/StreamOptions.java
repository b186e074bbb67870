package io.github.camelglm4.options;

import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/** Options of streaming responses. */
@UriParams
public class StreamOptions extends CopiedOptions<StreamOptions> {

    @UriParam(label = "producer,streaming", defaultValue = "false")
    private boolean includeUsage;

    @UriParam(label = "streaming", javaType = "java.time.Duration", defaultValue = "60000")
    private long abandonTimeout = 60_000;

    public boolean isIncludeUsage() {
        return includeUsage;
    }

    /**
     * Whether to request the token usage of streaming responses (stream_options.include_usage). The GLM platform always
     * reports it; self-hosted servers and gateways often report it only with this option.
     */
    public void setIncludeUsage(boolean includeUsage) {
        this.includeUsage = includeUsage;
    }

    /** The abandonTimeout in milliseconds. @throws RuntimeException if it is less than 1 */
    public long abandonMillis() {
        Check.atLeast("abandonTimeout", abandonTimeout, 1);
        return abandonTimeout;
    }

    public long getAbandonTimeout() {
        return abandonTimeout;
    }

    /**
     * Timeout for a streaming response that is not read: the request is then canceled, and reading fails with
     * Glm4TimeoutException. In a consumer, timeout for a caller that does not read its response: the response is then
     * aborted. Must be at least 1 ms.
     */
    public void setAbandonTimeout(long abandonTimeout) {
        this.abandonTimeout = abandonTimeout;
    }
}
