package io.github.camelglm4.options;

import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/** Options of spans and meters, only on the component. */
@UriParams
public class TelemetryOptions {

    @UriParam(label = "advanced", defaultValue = "false")
    private boolean telemetryContent = false;

    @UriParam(label = "advanced", defaultValue = "true")
    private boolean telemetrySystem = true;

    public boolean isTelemetryContent() {
        return telemetryContent;
    }

    /**
     * Whether spans contain the content of calls: instructions, messages, answers and tool definitions, in the
     * attributes gen_ai.system_instructions, gen_ai.input.messages, gen_ai.output.messages and gen_ai.tool.definitions.
     * The content can be large and can contain personal data.
     */
    public void setTelemetryContent(boolean telemetryContent) {
        this.telemetryContent = telemetryContent;
    }

    public boolean isTelemetrySystem() {
        return telemetrySystem;
    }

    /**
     * Whether spans and meters contain the attribute gen_ai.system in addition to gen_ai.provider.name. It is the older
     * name of the same attribute, which existing dashboards may use.
     */
    public void setTelemetrySystem(boolean telemetrySystem) {
        this.telemetrySystem = telemetrySystem;
    }
}
