package io.github.camelglm4;

import org.apache.camel.spi.Metadata;

/**
 * Names of the headers. A header never names a base URL, a key, a class, a tool or an endpoint:
 * what a stranger can send must not steer where a message goes.
 */
public final class Glm4Headers {

    @Metadata(
            label = "producer",
            description = "Model for this message; overrides the one in the URI.",
            javaType = "String")
    public static final String MODEL = "CamelGlm4Model";

    @Metadata(
            label = "producer",
            description = "Instructions for this message; overrides the option systemMessage.",
            javaType = "String")
    public static final String SYSTEM_MESSAGE = "CamelGlm4SystemMessage";

    @Metadata(
            label = "producer",
            description =
                    "What the user says: replaces a text body, follows the messages of a body that holds some, and goes"
                            + " with pictures, which need it.",
            javaType = "String")
    public static final String USER_MESSAGE = "CamelGlm4UserMessage";

    @Metadata(
            label = "producer",
            description = "Randomness of this answer, 0 to 1; overrides the option temperature.",
            javaType = "Double")
    public static final String TEMPERATURE = "CamelGlm4Temperature";

    @Metadata(
            label = "producer",
            description = "Share of the probability mass for this answer, 0 to 1; overrides the option topP.",
            javaType = "Double")
    public static final String TOP_P = "CamelGlm4TopP";

    @Metadata(
            label = "producer",
            description = "Largest length of this answer in tokens; overrides the option maxTokens.",
            javaType = "Integer")
    public static final String MAX_TOKENS = "CamelGlm4MaxTokens";

    @Metadata(
            label = "producer",
            description = "Stop sequences of this request: a List, or comma-separated text; overrides the option stop.",
            javaType = "Object")
    public static final String STOP = "CamelGlm4Stop";

    @Metadata(
            label = "producer,streaming",
            description = "Whether this answer is asked for as a stream, unless the option stream is false.",
            javaType = "Boolean")
    public static final String STREAM = "CamelGlm4Stream";

    @Metadata(
            label = "producer",
            description = "Id of the end user behind this message; overrides the option userId.",
            javaType = "String")
    public static final String USER_ID = "CamelGlm4UserId";

    @Metadata(
            label = "producer",
            description = "Id of the request, 6 to 64 characters, for the service's own log. A retry appends -1, "
                    + "-2, ...",
            javaType = "String")
    public static final String REQUEST_ID = "CamelGlm4RequestId";

    @Metadata(
            label = "producer",
            description = "Form of this answer, text or json_object; overrides the option responseFormat.",
            javaType = "String")
    public static final String RESPONSE_FORMAT = "CamelGlm4ResponseFormat";

    @Metadata(
            label = "producer",
            description = "Whether the model thinks before this answer, enabled or disabled; overrides the option "
                    + "thinking.",
            javaType = "String")
    public static final String THINKING = "CamelGlm4Thinking";

    @Metadata(
            label = "producer,tools",
            description = "Whether and which tool the model is to call for this message; overrides the option "
                    + "toolChoice.",
            javaType = "String")
    public static final String TOOL_CHOICE = "CamelGlm4ToolChoice";

    @Metadata(
            label = "producer",
            description =
                    "Type of a body that is bytes, a stream or a file, or of a List of them, where other headers and"
                            + " file names say another one or none: image/jpeg or image/png for a picture, text/plain for text.",
            javaType = "String")
    public static final String MEDIA_TYPE = "CamelGlm4MediaType";

    @Metadata(
            label = "producer,conversation",
            description = "With memory=true: the conversation that this message belongs to; overrides the option "
                    + "conversationId.",
            javaType = "String")
    public static final String CONVERSATION_ID = "CamelGlm4ConversationId";

    @Metadata(
            label = "producer,conversation",
            description = "With memory=true: whether all that was said in the conversation is forgotten first.",
            javaType = "Boolean")
    public static final String CONVERSATION_RESET = "CamelGlm4ConversationReset";

    @Metadata(label = "producer", description = "Id of the answer, as the service gave it.", javaType = "String")
    public static final String RESPONSE_ID = "CamelGlm4ResponseId";

    @Metadata(
            label = "producer",
            description = "Id under which the service logged the request; to be named when asking its support.",
            javaType = "String")
    public static final String SERVER_REQUEST_ID = "CamelGlm4ServerRequestId";

    @Metadata(label = "producer", description = "Model that was asked.", javaType = "String")
    public static final String REQUEST_MODEL = "CamelGlm4RequestModel";

    @Metadata(label = "producer", description = "Model that answered, as the service spells it.", javaType = "String")
    public static final String RESPONSE_MODEL = "CamelGlm4ResponseModel";

    @Metadata(
            description = "Why the answer ended: stop, length (cut by maxTokens), tool_calls, or what else the "
                    + "service says. Set by a served route: what its caller is told.",
            javaType = "String")
    public static final String FINISH_REASON = "CamelGlm4FinishReason";

    @Metadata(
            description = "Tokens of the request; absent when not reported. Set by a served route: what its caller "
                    + "is told.",
            javaType = "Long")
    public static final String PROMPT_TOKENS = "CamelGlm4PromptTokens";

    @Metadata(
            description = "Tokens of the answer; absent when not reported. Set by a served route: what its caller "
                    + "is told.",
            javaType = "Long")
    public static final String COMPLETION_TOKENS = "CamelGlm4CompletionTokens";

    @Metadata(
            label = "producer",
            description = "Tokens of request and answer together; absent when not reported.",
            javaType = "Long")
    public static final String TOTAL_TOKENS = "CamelGlm4TotalTokens";

    @Metadata(
            label = "producer",
            description = "Tokens of the request that came from the service's cache; absent when not reported.",
            javaType = "Long")
    public static final String CACHED_TOKENS = "CamelGlm4CachedTokens";

    @Metadata(
            label = "producer",
            description = "Tokens of the answer that went into thinking; absent when not reported.",
            javaType = "Long")
    public static final String REASONING_TOKENS = "CamelGlm4ReasoningTokens";

    @Metadata(
            description =
                    "What the model thought before it answered. Set by a served route: what its caller is " + "told.",
            javaType = "String")
    public static final String REASONING_CONTENT = "CamelGlm4ReasoningContent";

    @Metadata(
            label = "producer",
            description = "How many requests the answer took, retries included.",
            javaType = "Integer")
    public static final String ATTEMPTS = "CamelGlm4Attempts";

    @Metadata(
            label = "producer,tools",
            description = "How many answers of the model called tools that were run, before the last one; absent "
                    + "when none did.",
            javaType = "Integer")
    public static final String TOOL_ROUNDS = "CamelGlm4ToolRounds";

    @Metadata(
            label = "producer,tools",
            description =
                    "To be set by the endpoint of the option toolFilter when a call of a tool must not run: the reason,"
                            + " which the model is told.",
            javaType = "String")
    public static final String TOOL_REJECTED = "CamelGlm4ToolRejected";

    @Metadata(
            label = "producer,streaming",
            description = "Place of a chunk of a streamed answer, 0 for the first.",
            javaType = "Integer")
    public static final String CHUNK_INDEX = "CamelGlm4ChunkIndex";

    @Metadata(
            label = "producer,streaming",
            description = "What a chunk of a streamed answer is: text, reasoning (what the model thinks, in the header"
                    + " CamelGlm4ReasoningContent), tool, or end (with finish reason and tokens).",
            javaType = "String")
    public static final String CHUNK_TYPE = "CamelGlm4ChunkType";

    @Metadata(
            label = "consumer",
            description = "Name of the model that the caller asked for, as it wrote it.",
            javaType = "String")
    public static final String SERVED_MODEL = "CamelGlm4ServedModel";

    @Metadata(
            label = "consumer",
            description = "Name of the caller, where the option serverApiKeys gives its key one.",
            javaType = "String")
    public static final String CALLER = "CamelGlm4Caller";

    private Glm4Headers() {}
}
