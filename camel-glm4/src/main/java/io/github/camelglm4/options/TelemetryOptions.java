package io.github.camelglm4.options;

import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/** What spans and meters tell; of the component alone. */
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
     * Whether the spans of calls carry what is said: instructions, messages, answers and definitions of tools, in the attributes
     * gen_ai.system_instructions, gen_ai.input.messages, gen_ai.output.messages and gen_ai.tool.definitions. That may be
     * personal data, and is large.
     */
    public void setTelemetryContent(boolean telemetryContent) {
        this.telemetryContent = telemetryContent;
    }

    public boolean isTelemetrySystem() {
        return telemetrySystem;
    }

    /**
     * Whether spans and meters carry gen_ai.system beside gen_ai.provider.name, whose older name it is: dashboards may look for
     * either.
     */
    public void setTelemetrySystem(boolean telemetrySystem) {
        this.telemetrySystem = telemetrySystem;
    }
}
