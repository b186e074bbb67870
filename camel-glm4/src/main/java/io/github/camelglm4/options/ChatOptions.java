package io.github.camelglm4.options;

import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/** How messages become requests, and answers messages. */
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
     * How the body is read. auto: a List of Maps is sent as messages, a Map as the complete request, image bodies as
     * images. text: the body is always sent as the text of one user message; images are rejected.
     */
    public void setInput(String input) {
        this.input = input;
    }

    public double getMaxTemperature() {
        return maxTemperature;
    }

    /**
     * Largest temperature accepted, of messages and of callers of a served model. The platform takes 0 to 1, servers of
     * your own often up to 2.
     */
    public void setMaxTemperature(double maxTemperature) {
        this.maxTemperature = maxTemperature;
    }

    public boolean isStripThinking() {
        return stripThinking;
    }

    /**
     * Whether a thinking part in the text (between think tags) is moved to the header
     * CamelGlm4ReasoningContent.
     */
    public void setStripThinking(boolean stripThinking) {
        this.stripThinking = stripThinking;
    }
}
