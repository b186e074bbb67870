package io.github.camelglm4;

import io.github.camelglm4.service.ServiceSetup;

/** Names of the exchange properties. They are properties because no consumer sets one from network input. */
public final class Glm4Properties {

    /** Input: API key for this message. Overrides the option {@code apiKey}. */
    public static final String API_KEY = ServiceSetup.API_KEY;

    /**
     * Output after a failure: RATE_LIMIT, AUTH, VALIDATION, SERVER_ERROR or UNKNOWN. The name is that of Camel's own AI
     * components.
     */
    public static final String ERROR_CATEGORY = "CamelAiErrorCategory";

    /**
     * Output after a failure: the wait that the service requests, a Long in milliseconds. Not set if it requests none.
     */
    public static final String RETRY_AFTER_MILLIS = "CamelAiRetryAfterMillis";

    /**
     * Output if the route runs the tool calls of the model: the conversation so far, a List of plain Maps. A body with
     * the results, Maps with the role tool, continues it.
     */
    public static final String MESSAGES = "CamelGlm4Messages";

    /**
     * Output if tools were run: a List of Maps with round (1 for the first), name, arguments, result (the text sent to
     * the model), millis and, after a failure, error. With a streaming response, it grows while the stream is read.
     */
    public static final String TOOL_TRACE = "CamelGlm4ToolTrace";

    /**
     * In the exchange of a served route or of a tool: a {@link CallerCancellation}. Its future is completed when the
     * result is no longer needed; the calls of the exchange are then canceled. It has no effect on a copy that was
     * handed off.
     */
    public static final String CALLER_GONE = "CamelGlm4CallerGone";

    /**
     * In the exchange of a served route: true. A request in the body, as an object or as a Map, is then treated as the
     * caller's request: the options of the called endpoint take precedence over it.
     */
    public static final String SERVED = "CamelGlm4Served";

    /**
     * In the exchange of a route that serves embeddings: the number of dimensions that the caller wants, an Integer. A
     * called endpoint requests it if its option is not set.
     */
    public static final String SERVED_DIMENSIONS = "CamelGlm4ServedDimensions";

    /** The innermost turn of a conversation that created the exchange: a turn cannot wait for itself. */
    static final String TURN = "CamelGlm4Turn";

    private Glm4Properties() {}
}
