package io.github.camelglm4;

import org.apache.camel.spi.Metadata;

/** Names of the message headers of embeddings. Headers that {@code glm4} also has are those of {@link Glm4Headers}. */
public final class Glm4EmbeddingHeaders {

    @Metadata(
            label = "producer",
            description = "Name of the model. Overrides the model in the URI.",
            javaType = "String")
    public static final String MODEL = Glm4Headers.MODEL;

    @Metadata(
            label = "producer",
            description = "The embedded text: a String for one text, a List of Strings for several, in the order of "
                    + "the vectors. For a request in a Map, its field input.",
            javaType = "Object")
    public static final String TEXT = "CamelGlm4EmbeddingText";

    @Metadata(
            description = "Number of dimensions of the vectors. In a served route, the number that the caller "
                    + "requests; not set if it requests none.",
            javaType = "Integer")
    public static final String DIMENSIONS = "CamelGlm4EmbeddingDimensions";

    @Metadata(label = "consumer", description = "ID of the end user, if the caller sends one.", javaType = "String")
    public static final String USER = "CamelGlm4EmbeddingUser";

    @Metadata(
            label = "consumer",
            description = "Name of the model as the caller wrote it in the request.",
            javaType = "String")
    public static final String SERVED_MODEL = Glm4Headers.SERVED_MODEL;

    @Metadata(
            label = "consumer",
            description = "Name of the caller, if its key has a name in serverApiKeys or serverCallers.",
            javaType = "String")
    public static final String CALLER = Glm4Headers.CALLER;

    @Metadata(
            label = "producer",
            description = "ID of the response, assigned by the service, if it assigns one; of several, the last.",
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
            description = "Number of tokens of the texts, of all requests together. A served route can set it for its "
                    + "answer.",
            javaType = "Long")
    public static final String PROMPT_TOKENS = Glm4Headers.PROMPT_TOKENS;

    @Metadata(
            description = "Number of all tokens as the service counts them, of all requests together. A served route "
                    + "can set it for its answer.",
            javaType = "Long")
    public static final String TOTAL_TOKENS = Glm4Headers.TOTAL_TOKENS;

    @Metadata(
            label = "producer",
            description = "Number of HTTP requests that were sent, including retries.",
            javaType = "Integer")
    public static final String ATTEMPTS = Glm4Headers.ATTEMPTS;

    private Glm4EmbeddingHeaders() {}
}
