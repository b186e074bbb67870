package io.github.camelglm4;

import org.apache.camel.spi.Metadata;

/** Names of the message headers of reranking. Headers that {@code glm4} also has are those of {@link Glm4Headers}. */
public final class Glm4RerankHeaders {

    @Metadata(
            label = "producer",
            description = "Name of the model. Overrides the model in the URI.",
            javaType = "String")
    public static final String MODEL = Glm4Headers.MODEL;

    @Metadata(
            label = "producer",
            description =
                    "The query to which the documents are compared. Required, unless the body is a Map with query "
                            + "and documents.",
            javaType = "String")
    public static final String QUERY = "CamelGlm4RerankQuery";

    @Metadata(
            label = "producer",
            description = "The scores of the documents in the body, in the same order: a List of Doubles, best first.",
            javaType = "java.util.List")
    public static final String SCORES = "CamelGlm4RerankScores";

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
            description = "Number of tokens of the query and the documents, of all requests together.",
            javaType = "Long")
    public static final String PROMPT_TOKENS = Glm4Headers.PROMPT_TOKENS;

    @Metadata(
            label = "producer",
            description = "Number of all tokens as the service counts them, of all requests together.",
            javaType = "Long")
    public static final String TOTAL_TOKENS = Glm4Headers.TOTAL_TOKENS;

    @Metadata(
            label = "producer",
            description = "Number of HTTP requests that were sent, including retries.",
            javaType = "Integer")
    public static final String ATTEMPTS = Glm4Headers.ATTEMPTS;

    private Glm4RerankHeaders() {}
}
