package io.github.camelglm4.options;

import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/** How streamed answers are asked for and given up. */
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
     * Whether streamed requests ask for the tokens they cost (stream_options.include_usage). The platform reports them
     * anyway, servers of your own and gateways often only then.
     */
    public void setIncludeUsage(boolean includeUsage) {
        this.includeUsage = includeUsage;
    }

    /** The abandonTimeout. @throws RuntimeException when it is too short */
    public long abandonMillis() {
        Check.atLeast("abandonTimeout", abandonTimeout, 1);
        return abandonTimeout;
    }

    public long getAbandonTimeout() {
        return abandonTimeout;
    }

    /**
     * How long a streamed answer may lie unread before its request is cancelled; a late reader then gets
     * Glm4TimeoutException. Of a served model: how long its caller may read nothing.
     */
    public void setAbandonTimeout(long abandonTimeout) {
        this.abandonTimeout = abandonTimeout;
    }
}
