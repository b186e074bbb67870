package io.github.camelglm4.toolroute;

import org.apache.camel.spi.Metadata;

/** Names of the headers in the exchange of a tool. Arguments are never among them. */
public final class Glm4ToolHeaders {

    @Metadata(label = "consumer", description = "Name of the tool that the model calls.", javaType = "String")
    public static final String NAME = "CamelGlm4ToolName";

    @Metadata(
            label = "consumer",
            description = "Id of the call, by which the result is given to the model.",
            javaType = "String")
    public static final String CALL_ID = "CamelGlm4ToolCallId";

    private Glm4ToolHeaders() {}
}
