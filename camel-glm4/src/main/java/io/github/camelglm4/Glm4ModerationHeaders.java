package io.github.camelglm4;

import org.apache.camel.spi.Metadata;

/** Names of the message headers of moderation. Headers that {@code glm4} also has are those of {@link Glm4Headers}. */
public final class Glm4ModerationHeaders {

    @Metadata(
            label = "producer",
            description = "Name of the model. Overrides the model in the URI.",
            javaType = "String")
    public static final String MODEL = Glm4Headers.MODEL;

    @Metadata(
            label = "producer",
            description = "The worst risk level of all texts: PASS, REVIEW or REJECT.",
            javaType = "String",
            enums = "PASS,REVIEW,REJECT")
    public static final String RISK_LEVEL = "CamelGlm4RiskLevel";

    @Metadata(
            label = "producer",
            description = "The kinds of risks in the texts: a List of Strings, empty if there are none.",
            javaType = "java.util.List")
    public static final String RISK_TYPES = "CamelGlm4RiskTypes";

    @Metadata(
            label = "producer",
            description = "ID of the response, assigned by the service; of several, the last.",
            javaType = "String")
    public static final String RESPONSE_ID = Glm4Headers.RESPONSE_ID;

    @Metadata(
            label = "producer",
            description = "ID of the request in the log of the service; of several, the last.",
            javaType = "String")
    public static final String SERVER_REQUEST_ID = Glm4Headers.SERVER_REQUEST_ID;

    @Metadata(label = "producer", description = "Name of the requested model.", javaType = "String")
    public static final String REQUEST_MODEL = Glm4Headers.REQUEST_MODEL;

    @Metadata(label = "producer", description = "Name of the model that the service reported.", javaType = "String")
    public static final String RESPONSE_MODEL = Glm4Headers.RESPONSE_MODEL;

    @Metadata(
            label = "producer",
            description = "Number of HTTP requests that were sent, including retries.",
            javaType = "Integer")
    public static final String ATTEMPTS = Glm4Headers.ATTEMPTS;

    private Glm4ModerationHeaders() {}
}
