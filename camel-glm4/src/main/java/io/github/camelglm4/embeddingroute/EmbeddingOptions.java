package io.github.camelglm4.embeddingroute;

import io.github.camelglm4.Glm4Properties;
import io.github.camelglm4.options.Check;
import io.github.camelglm4.options.CopiedOptions;
import org.apache.camel.Exchange;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/** Options of requests for embeddings. */
@UriParams
public class EmbeddingOptions extends CopiedOptions<EmbeddingOptions> {

    @UriParam(label = "producer")
    private Integer dimensions;

    @UriParam(label = "producer", defaultValue = "64")
    private int maxInputs = 64;

    @UriParam(label = "producer", defaultValue = "4")
    private int maxParallelRequests = 4;

    @UriParam(label = "consumer,advanced", defaultValue = "2048")
    private int serverMaxInputs = 2_048;

    /** @throws RuntimeException if it is less than 1 */
    int checkedServerMaxInputs() {
        Check.atLeast("serverMaxInputs", serverMaxInputs, 1);
        return serverMaxInputs;
    }

    /** Returns a copy. @throws RuntimeException if an option is out of its range */
    EmbeddingOptions checked() {
        Check.atLeast("dimensions", dimensions, 1);
        Check.atLeast("maxInputs", maxInputs, 1);
        Check.atLeast("maxParallelRequests", maxParallelRequests, 1);
        return copy();
    }

    /** The dimensions to request: those of the option, else those that the caller of a served route wants, or null. */
    Integer dimensions(Exchange exchange) {
        return dimensions != null ? dimensions : exchange.getProperty(Glm4Properties.SERVED_DIMENSIONS, Integer.class);
    }

    public Integer getDimensions() {
        return dimensions;
    }

    /**
     * Number of dimensions of the vectors, at least 1. If not set, the model decides; in a route that serves
     * embeddings, the caller may set it. embedding-3 supports 256, 512, 1024 and 2048; embedding-2 always returns 1024.
     */
    public void setDimensions(Integer dimensions) {
        this.dimensions = dimensions;
    }

    public int getMaxInputs() {
        return maxInputs;
    }

    /**
     * Maximum number of texts in one request, at least 1. More texts are sent in several requests. The GLM platform
     * accepts 64.
     */
    public void setMaxInputs(int maxInputs) {
        this.maxInputs = maxInputs;
    }

    public int getMaxParallelRequests() {
        return maxParallelRequests;
    }

    /**
     * Maximum number of requests for one message at the same time, at least 1. The option maxConcurrentRequests limits
     * the requests of all messages together.
     */
    public void setMaxParallelRequests(int maxParallelRequests) {
        this.maxParallelRequests = maxParallelRequests;
    }

    public int getServerMaxInputs() {
        return serverMaxInputs;
    }

    /**
     * Maximum number of texts in a request of a caller, at least 1. A request with more texts is rejected with status
     * 400. OpenAI accepts 2048.
     */
    public void setServerMaxInputs(int serverMaxInputs) {
        this.serverMaxInputs = serverMaxInputs;
    }
}
