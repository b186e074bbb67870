package io.github.camelglm4.options;

import java.util.Map;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/** Options of the requests of an endpoint. An option that is not set is not sent. */
@UriParams
public class RequestOptions {

    @UriParam(label = "producer", displayName = "Top P")
    private Double topP;

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

    @UriParam(label = "producer,advanced", prefix = "additionalBodyProperty.", multiValue = true)
    private Map<String, Object> additionalBodyProperty;

    public Double getTopP() {
        return topP;
    }

    /**
     * Nucleus sampling: the model considers only the most likely tokens, up to this total probability. Range: 0 to 1.
     * If not set, the service uses its own default (GLM platform: 0.9 according to its API reference). The header
     * CamelGlm4TopP overrides it.
     */
    public void setTopP(Double topP) {
        this.topP = topP;
    }

    public String getStop() {
        return stop;
    }

    /**
     * Comma-separated stop sequences; the model stops when it generates one. White space is significant. Write a line
     * feed as \n within RAW(...). The maximum number depends on the service. The header CamelGlm4Stop overrides the
     * option.
     */
    public void setStop(String stop) {
        this.stop = stop;
    }

    public String getDoSample() {
        return doSample;
    }

    /**
     * Whether tokens are sampled at random. If false, the most likely token is always used, and temperature and topP
     * have no effect. If not set, the service decides.
     */
    public void setDoSample(String doSample) {
        this.doSample = doSample;
    }

    public String getUserId() {
        return userId;
    }

    /**
     * ID of the end user, 6 to 128 characters. It helps the service to detect abuse. The header CamelGlm4UserId
     * overrides it.
     */
    public void setUserId(String userId) {
        this.userId = userId;
    }

    public String getThinking() {
        return thinking;
    }

    /**
     * Whether the model generates reasoning before the answer, for models with this feature (GLM-4.5 and later). If not
     * set, the service decides. The header CamelGlm4Thinking overrides it.
     */
    public void setThinking(String thinking) {
        this.thinking = thinking;
    }

    public String getReasoningEffort() {
        return reasoningEffort;
    }

    /**
     * Effort that the model spends on reasoning, such as low, high or max. The supported values depend on the model. If
     * not set, the service decides.
     */
    public void setReasoningEffort(String reasoningEffort) {
        this.reasoningEffort = reasoningEffort;
    }

    public String getToolChoice() {
        return toolChoice;
    }

    /**
     * Whether the model calls a tool, and which one. With auto, the model decides. Other values depend on the service,
     * such as JSON that names a function. If not set, the service decides. The header CamelGlm4ToolChoice overrides it.
     */
    public void setToolChoice(String toolChoice) {
        this.toolChoice = toolChoice;
    }

    public String getResponseFormat() {
        return responseFormat;
    }

    /**
     * Format of the answer: text or json_object. With json_object, the instructions must describe the JSON. To receive
     * objects, use outputClass instead. If not set, the service decides. The header CamelGlm4ResponseFormat overrides
     * it.
     */
    public void setResponseFormat(String responseFormat) {
        this.responseFormat = responseFormat;
    }

    public Map<String, Object> getAdditionalBodyProperty() {
        return additionalBodyProperty;
    }

    /**
     * Additional field of the request, such as additionalBodyProperty.seed=7. The value is sent as JSON if it is valid
     * JSON, otherwise as text. The fields model, messages and stream are rejected at startup.
     */
    public void setAdditionalBodyProperty(Map<String, Object> additionalBodyProperty) {
        this.additionalBodyProperty = additionalBodyProperty;
    }
}
