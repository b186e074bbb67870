package io.github.camelglm4;

import org.apache.camel.spi.Metadata;

/**
 * Names of the message headers. No header names a base URL, a key, a class, a tool or an endpoint: what an untrusted
 * sender can set must not decide where a message goes.
 */
public final class Glm4Headers {

    @Metadata(
            label = "producer",
            description = "Name of the model. Overrides the model in the URI.",
            javaType = "String")
    public static final String MODEL = "CamelGlm4Model";

    @Metadata(
            label = "producer",
            description = "System message (instructions). Overrides the option systemMessage.",
            javaType = "String")
    public static final String SYSTEM_MESSAGE = "CamelGlm4SystemMessage";

    @Metadata(
            label = "producer",
            description = "Text of the user message. It replaces a text body. With a body of messages, it is added "
                    + "as the last message. With an image body, it is required, and is sent with the image.",
            javaType = "String")
    public static final String USER_MESSAGE = "CamelGlm4UserMessage";

    @Metadata(
            label = "producer",
            description = "Sampling temperature, from 0 to maxTemperature (1 by default). Overrides the option "
                    + "temperature.",
            javaType = "Double")
    public static final String TEMPERATURE = "CamelGlm4Temperature";

    @Metadata(
            label = "producer",
            description = "Nucleus sampling, from 0 to 1. Overrides the option topP.",
            javaType = "Double")
    public static final String TOP_P = "CamelGlm4TopP";

    @Metadata(
            label = "producer",
            description = "Maximum number of tokens of the answer, at least 1. Overrides the option maxTokens.",
            javaType = "Integer")
    public static final String MAX_TOKENS = "CamelGlm4MaxTokens";

    @Metadata(
            label = "producer",
            description = "Stop sequences: a List, or comma-separated text. Overrides the option stop.",
            javaType = "Object")
    public static final String STOP = "CamelGlm4Stop";

    @Metadata(
            label = "producer,streaming",
            description = "Whether to request a streaming response. Has no effect if the option stream is false.",
            javaType = "Boolean")
    public static final String STREAM = "CamelGlm4Stream";

    @Metadata(label = "producer", description = "ID of the end user. Overrides the option userId.", javaType = "String")
    public static final String USER_ID = "CamelGlm4UserId";

    @Metadata(
            label = "producer",
            description = "ID of the request for the log of the service, 6 to 64 characters. A retry appends -1, "
                    + "-2, and so on.",
            javaType = "String")
    public static final String REQUEST_ID = "CamelGlm4RequestId";

    @Metadata(
            label = "producer",
            description = "Format of the answer: text or json_object. Overrides the option responseFormat.",
            javaType = "String")
    public static final String RESPONSE_FORMAT = "CamelGlm4ResponseFormat";

    @Metadata(
            label = "producer",
            description = "Whether the model generates reasoning before the answer: enabled or disabled. Overrides the "
                    + "option thinking.",
            javaType = "String")
    public static final String THINKING = "CamelGlm4Thinking";

    @Metadata(
            label = "producer,tools",
            description = "Whether the model calls a tool, and which one. Overrides the option toolChoice.",
            javaType = "String")
    public static final String TOOL_CHOICE = "CamelGlm4ToolChoice";

    @Metadata(
            label = "producer",
            description = "Overrides the detected media type of a binary body (bytes, an InputStream, a file, or "
                    + "a List of them): image/jpeg or image/png for an image, text/plain for text.",
            javaType = "String")
    public static final String MEDIA_TYPE = "CamelGlm4MediaType";

    @Metadata(
            label = "producer,conversation",
            description = "ID of the conversation to which the message belongs. Overrides the option "
                    + "conversationId. Requires memory=true.",
            javaType = "String")
    public static final String CONVERSATION_ID = "CamelGlm4ConversationId";

    @Metadata(
            label = "producer,conversation",
            description =
                    "Whether to delete the history of the conversation before the request. Requires " + "memory=true.",
            javaType = "Boolean")
    public static final String CONVERSATION_RESET = "CamelGlm4ConversationReset";

    @Metadata(label = "producer", description = "ID of the response, assigned by the service.", javaType = "String")
    public static final String RESPONSE_ID = "CamelGlm4ResponseId";

    @Metadata(
            label = "producer",
            description = "ID of the request in the log of the service. Include it when you contact the support "
                    + "of the service.",
            javaType = "String")
    public static final String SERVER_REQUEST_ID = "CamelGlm4ServerRequestId";

    @Metadata(label = "producer", description = "Name of the model in the request.", javaType = "String")
    public static final String REQUEST_MODEL = "CamelGlm4RequestModel";

    @Metadata(label = "producer", description = "Name of the model in the response.", javaType = "String")
    public static final String RESPONSE_MODEL = "CamelGlm4ResponseModel";

    @Metadata(
            description = "Why the answer ended: stop, length (cut at maxTokens), tool_calls, or another value of "
                    + "the service. A served model can set it for its answer.",
            javaType = "String")
    public static final String FINISH_REASON = "CamelGlm4FinishReason";

    @Metadata(
            description = "Number of tokens of the request. Not set if the service does not report it. A served "
                    + "model can set it for its answer.",
            javaType = "Long")
    public static final String PROMPT_TOKENS = "CamelGlm4PromptTokens";

    @Metadata(
            description = "Number of tokens of the answer. Not set if the service does not report it. A served "
                    + "model can set it for its answer.",
            javaType = "Long")
    public static final String COMPLETION_TOKENS = "CamelGlm4CompletionTokens";

    @Metadata(
            label = "producer",
            description = "Number of tokens of request and answer together. Not set if the service does not report it.",
            javaType = "Long")
    public static final String TOTAL_TOKENS = "CamelGlm4TotalTokens";

    @Metadata(
            label = "producer",
            description = "Number of tokens of the request that the service read from its cache. Not set if the "
                    + "service does not report it.",
            javaType = "Long")
    public static final String CACHED_TOKENS = "CamelGlm4CachedTokens";

    @Metadata(
            label = "producer",
            description = "Number of tokens of the answer that were used for reasoning. Not set if the service "
                    + "does not report it.",
            javaType = "Long")
    public static final String REASONING_TOKENS = "CamelGlm4ReasoningTokens";

    @Metadata(
            description = "Reasoning of the model before the answer. A served model can set it for its answer.",
            javaType = "String")
    public static final String REASONING_CONTENT = "CamelGlm4ReasoningContent";

    @Metadata(
            label = "producer",
            description = "Number of HTTP requests that were sent for the answer, retries included.",
            javaType = "Integer")
    public static final String ATTEMPTS = "CamelGlm4Attempts";

    @Metadata(
            label = "producer,tools",
            description = "Number of tool rounds before the answer. Not set if no tool was run.",
            javaType = "Integer")
    public static final String TOOL_ROUNDS = "CamelGlm4ToolRounds";

    @Metadata(
            label = "producer,tools",
            description = "Rejects a tool call, if the endpoint of the option toolFilter sets it. The value is the "
                    + "reason, which is sent to the model.",
            javaType = "String")
    public static final String TOOL_REJECTED = "CamelGlm4ToolRejected";

    @Metadata(
            label = "producer,streaming",
            description = "Index of the chunk in a streaming response, starting at 0.",
            javaType = "Integer")
    public static final String CHUNK_INDEX = "CamelGlm4ChunkIndex";

    @Metadata(
            label = "producer,streaming",
            description = "Type of the chunk in a streaming response: text, reasoning, tool or end. The text of a "
                    + "reasoning chunk is in the header CamelGlm4ReasoningContent; the end chunk has the "
                    + "headers for finish reason and token counts.",
            javaType = "String")
    public static final String CHUNK_TYPE = "CamelGlm4ChunkType";

    @Metadata(
            label = "consumer",
            description = "Name of the model as the caller wrote it in the request.",
            javaType = "String")
    public static final String SERVED_MODEL = "CamelGlm4ServedModel";

    @Metadata(
            label = "consumer",
            description = "Name of the caller, if the option serverApiKeys contains a name for its key.",
            javaType = "String")
    public static final String CALLER = "CamelGlm4Caller";

    private Glm4Headers() {}
}
