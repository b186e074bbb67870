package io.github.camelglm4.batchroute;

import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/** Options of submissions: what a body contains, and how it becomes batches. */
@UriParams
public class SubmissionOptions {

    @UriParam(label = "producer")
    private String model;

    @UriParam(label = "producer", defaultValue = "auto", enums = "auto,text,jsonl")
    private String input = "auto";

    @UriParam(label = "producer,tools")
    @Metadata(supportFileReference = true)
    private String tools;

    @UriParam(label = "producer,advanced", defaultValue = "50000")
    private int maxRequests = 50_000;

    @UriParam(label = "producer,advanced", defaultValue = "100000000")
    private int maxFileSize = 100_000_000;

    public String getModel() {
        return model;
    }

    /**
     * Name of the model, such as GLM-4-Air. The header CamelGlm4Model of a request overrides it. If not set, each
     * request names its model, by this header or in a request body. Requests to different models become different
     * batches. Has no effect with input=jsonl, because each line names its model.
     */
    public void setModel(String model) {
        this.model = model;
    }

    public String getInput() {
        return input;
    }

    /**
     * How the body is interpreted. With auto, it is a Collection, Iterable or Iterator of bodies as glm4 accepts them,
     * or a Map whose keys are the IDs of the requests (custom_id) and whose values are such bodies. With text, each of
     * these bodies is the text of one user message. With jsonl, the body is a file, stream or text with request lines
     * in the format of the service, which are sent unchanged, without the options for requests. An Iterator, and a
     * stream that Camel has not cached, can be read only once: a redelivery of their exchange fails.
     */
    public void setInput(String input) {
        this.input = input;
    }

    public String getTools() {
        return tools;
    }

    /**
     * Tools that the model may call, as resource:classpath:tools.json with definitions in the format of the API (one
     * definition, or a JSON array of them; comma-separated for several files). A definition is either a tool that the
     * service runs (web_search, retrieval, mcp), or a function, whose calls become the body of the answer. Tool routes
     * are not possible, because a batch sends no results of tools.
     */
    public void setTools(String tools) {
        this.tools = tools;
    }

    public int getMaxRequests() {
        return maxRequests;
    }

    /** Maximum number (at least 1) of requests in a batch. Further requests become further batches. */
    public void setMaxRequests(int maxRequests) {
        this.maxRequests = maxRequests;
    }

    public int getMaxFileSize() {
        return maxFileSize;
    }

    /**
     * Maximum size in bytes (at least 1) of the file that a batch uploads. Further requests become further batches; a
     * single larger request is an error.
     */
    public void setMaxFileSize(int maxFileSize) {
        this.maxFileSize = maxFileSize;
    }
}
