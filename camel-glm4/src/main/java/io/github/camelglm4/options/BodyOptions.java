package io.github.camelglm4.options;

import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/** Options of the mapping between bodies and requests or answers. The component has them too. */
@UriParams
public class BodyOptions extends CopiedOptions<BodyOptions> {

    @UriParam(label = "producer,advanced", defaultValue = "auto", enums = "auto,text")
    private String input = "auto";

    @UriParam(label = "producer,output", defaultValue = "false")
    private boolean stripThinking = false;

    public String getInput() {
        return input;
    }

    /**
     * How the body is interpreted. With auto, a List of Maps is sent as messages, a Map as the complete request, and
     * image bodies as images. With text, the body is always sent as the text of one user message, and images are
     * rejected.
     */
    public void setInput(String input) {
        this.input = input;
    }

    public boolean isStripThinking() {
        return stripThinking;
    }

    /**
     * Whether to move reasoning to the header CamelGlm4ReasoningContent, for models that write it into the answer,
     * between think tags.
     */
    public void setStripThinking(boolean stripThinking) {
        this.stripThinking = stripThinking;
    }
}
