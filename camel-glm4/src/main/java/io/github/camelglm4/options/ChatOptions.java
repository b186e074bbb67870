package io.github.camelglm4.options;

import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/** Options of the mapping between messages and requests or answers. */
@UriParams
public class ChatOptions extends CopiedOptions<ChatOptions> {

    @UriParam(label = "producer,advanced", defaultValue = "auto", enums = "auto,text")
    private String input = "auto";

    @UriParam(label = "advanced", defaultValue = "1")
    private double maxTemperature = 1;

    @UriParam(label = "producer,output", defaultValue = "false")
    private boolean stripThinking = false;

    public String getInput() {
        return input;
    }

    /**
     * How to read the body. auto sends a List of Maps as messages, a Map as the complete request, and image bodies as
     * images. text always sends the body as the text of one user message, and rejects images.
     */
    public void setInput(String input) {
        this.input = input;
    }

    public double getMaxTemperature() {
        return maxTemperature;
    }

    /**
     * Maximum temperature that is accepted, also from callers of a served route. The platform accepts 0 to 1;
     * self-hosted servers often accept up to 2.
     */
    public void setMaxTemperature(double maxTemperature) {
        this.maxTemperature = maxTemperature;
    }

    public boolean isStripThinking() {
        return stripThinking;
    }

    /**
     * Whether to move the thinking part of the text (between think tags) to the header CamelGlm4ReasoningContent.
     */
    public void setStripThinking(boolean stripThinking) {
        this.stripThinking = stripThinking;
    }
}
