package io.github.camelglm4.toolroute;

import org.apache.camel.spi.Metadata;

/** Names of the message headers in the exchange of a tool call. Its arguments are never headers. */
public final class Glm4ToolHeaders {

    @Metadata(label = "consumer", description = "Name of the tool that the model called.", javaType = "String")
    public static final String NAME = "CamelGlm4ToolName";

    @Metadata(
            label = "consumer",
            description = "ID of the tool call, which is sent to the model with the result.",
            javaType = "String")
    public static final String CALL_ID = "CamelGlm4ToolCallId";

    private Glm4ToolHeaders() {}
}
