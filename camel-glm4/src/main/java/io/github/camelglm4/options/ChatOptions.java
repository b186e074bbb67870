package io.github.camelglm4.options;

import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/** Options of requests. The component has them too. */
@UriParams
public class ChatOptions extends CopiedOptions<ChatOptions> {

    @UriParam(label = "producer")
    @Metadata(supportFileReference = true, largeInput = true)
    private String systemMessage;

    @UriParam(label = "producer")
    private Double temperature;

    @UriParam(label = "producer")
    private Integer maxTokens;

    @UriParam(label = "advanced", defaultValue = "1")
    private double maxTemperature = 1;

    public String getSystemMessage() {
        return systemMessage;
    }

    /**
     * System message (instructions) that is sent before all other messages. If the body has a system message, both are
     * merged into one, with this one first. Use resource:classpath:file.txt to read it from a file. The header
     * CamelGlm4SystemMessage overrides it.
     */
    public void setSystemMessage(String systemMessage) {
        this.systemMessage = systemMessage;
    }

    public Double getTemperature() {
        return temperature;
    }

    /**
     * Sampling temperature: a higher value makes the answer more random. Range: 0 to maxTemperature (1 by default). If
     * not set, the service uses its own default (GLM platform: 0.7 according to its API reference). The header
     * CamelGlm4Temperature overrides it.
     */
    public void setTemperature(Double temperature) {
        this.temperature = temperature;
    }

    public Integer getMaxTokens() {
        return maxTokens;
    }

    /**
     * Maximum number of tokens of the answer, including reasoning. Must be at least 1. If not set, the service decides.
     * The header CamelGlm4MaxTokens overrides it.
     */
    public void setMaxTokens(Integer maxTokens) {
        this.maxTokens = maxTokens;
    }

    public double getMaxTemperature() {
        return maxTemperature;
    }

    /**
     * Maximum temperature that the option temperature, the header CamelGlm4Temperature and callers of a served model
     * may set. The GLM platform accepts 0 to 1; self-hosted servers often accept up to 2.
     */
    public void setMaxTemperature(double maxTemperature) {
        this.maxTemperature = maxTemperature;
    }
}
