package io.github.camelglm4.options;

import java.util.Map;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/** What one endpoint asks, and what becomes of the answer. Nothing that is not set is sent. */
@UriParams
public class RequestOptions {

    @UriParam(label = "producer")
    @Metadata(supportFileReference = true, largeInput = true)
    private String systemMessage;

    @UriParam(label = "producer")
    private Double temperature;

    @UriParam(label = "producer", displayName = "Top P")
    private Double topP;

    @UriParam(label = "producer")
    private Integer maxTokens;

    @UriParam(label = "producer")
    private String stop;

    @UriParam(label = "producer,advanced", enums = "true,false")
    private String doSample;

    @UriParam(label = "producer,advanced", displayName = "User ID")
    private String userId;

    @UriParam(label = "producer", enums = "enabled,disabled")
    private String thinking;

    @UriParam(label = "producer,advanced")
    private String reasoningEffort;

    @UriParam(label = "producer,tools")
    private String toolChoice;

    @UriParam(label = "producer", enums = "text,json_object")
    private String responseFormat;

    @UriParam(label = "producer,streaming", enums = "true,false")
    private String stream;

    @UriParam(label = "producer,streaming")
    private String streamTo;

    @UriParam(label = "producer,output", enums = "text,completion")
    private String output;

    @UriParam(label = "producer,advanced", prefix = "additionalBodyProperty.", multiValue = true)
    private Map<String, Object> additionalBodyProperty;

    public String getSystemMessage() {
        return systemMessage;
    }

    /**
     * Instructions that go before every message. With a system message in the body already, both become one,
     * this one first. resource:classpath:file.txt reads it from a file.
     */
    public void setSystemMessage(String systemMessage) {
        this.systemMessage = systemMessage;
    }

    public Double getTemperature() {
        return temperature;
    }

    /**
     * Randomness of the answer, 0 to 1 (see maxTemperature). When not set, the service takes its own default:
     * 0.7 by the API page.
     */
    public void setTemperature(Double temperature) {
        this.temperature = temperature;
    }

    public Double getTopP() {
        return topP;
    }

    /**
     * Share of the probability mass that tokens are drawn from, 0 to 1. When not set, the service takes its own
     * default: 0.9 by the API page.
     */
    public void setTopP(Double topP) {
        this.topP = topP;
    }

    public Integer getMaxTokens() {
        return maxTokens;
    }

    /**
     * Largest length of the answer in tokens, at least 1. Thinking counts too.
     */
    public void setMaxTokens(Integer maxTokens) {
        this.maxTokens = maxTokens;
    }

    public String getStop() {
        return stop;
    }

    /**
     * Comma-separated stop sequences, at which the model stops; white space is significant. A line feed is written \n,
     * in RAW(...). The maximum number depends on the service.
     */
    public void setStop(String stop) {
        this.stop = stop;
    }

    public String getDoSample() {
        return doSample;
    }

    /**
     * Whether tokens are drawn at random; false always takes the likeliest, and temperature and topP do not
     * count.
     */
    public void setDoSample(String doSample) {
        this.doSample = doSample;
    }

    public String getUserId() {
        return userId;
    }

    /**
     * Id of the end user, by which the service tells abusers apart: 6 to 128 characters.
     */
    public void setUserId(String userId) {
        this.userId = userId;
    }

    public String getThinking() {
        return thinking;
    }

    /**
     * Whether models that can think (GLM-4.5 and later) do so. When not set, the service decides.
     */
    public void setThinking(String thinking) {
        this.thinking = thinking;
    }

    public String getReasoningEffort() {
        return reasoningEffort;
    }

    /**
     * How much models that can think do so, such as low, high or max; which values there are depends on the
     * model. When not set, the service decides.
     */
    public void setReasoningEffort(String reasoningEffort) {
        this.reasoningEffort = reasoningEffort;
    }

    public String getToolChoice() {
        return toolChoice;
    }

    /**
     * Whether and which tool the model is to call: auto, or what the service takes beside it (JSON for a
     * certain function).
     */
    public void setToolChoice(String toolChoice) {
        this.toolChoice = toolChoice;
    }

    public String getResponseFormat() {
        return responseFormat;
    }

    /**
     * Form of the answer: json_object makes the model write JSON, which the instructions have to describe; text is free.
     * To get objects, see outputClass.
     */
    public void setResponseFormat(String responseFormat) {
        this.responseFormat = responseFormat;
    }

    public String getStream() {
        return stream;
    }

    /**
     * Whether the answer is asked for as a stream: the body is then its chunks as they arrive. When not set, the header
     * CamelGlm4Stream or the request in the body decides; an explicit false is final, and sent.
     */
    public void setStream(String stream) {
        this.stream = stream;
    }

    /** Whether the chunks of streamed answers are sent to an endpoint. */
    public boolean pushesChunks() {
        return Check.isSet(streamTo);
    }

    public String getStreamTo() {
        return streamTo;
    }

    /**
     * URI of an endpoint to which every chunk of the streamed answer is sent as it arrives, one after the other, such as
     * direct:onChunk. The message itself goes on with the whole answer. Implies stream=true.
     */
    public void setStreamTo(String streamTo) {
        this.streamTo = streamTo;
    }

    public String getOutput() {
        return output;
    }

    /**
     * What the answer becomes: text sets a String body, completion the whole ChatCompletion. When not set:
     * completion for a ChatCompletionRequest body, else text.
     */
    public void setOutput(String output) {
        this.output = output;
    }

    public Map<String, Object> getAdditionalBodyProperty() {
        return additionalBodyProperty;
    }

    /**
     * Any other field of the request, such as additionalBodyProperty.seed=7. The value is sent as JSON if it is
     * JSON, else as text.
     */
    public void setAdditionalBodyProperty(Map<String, Object> additionalBodyProperty) {
        this.additionalBodyProperty = additionalBodyProperty;
    }
}
