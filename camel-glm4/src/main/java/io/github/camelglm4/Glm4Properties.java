package io.github.camelglm4;

/** Names of the exchange properties. They are properties because no consumer takes one from the network. */
public final class Glm4Properties {

    /** In: key for this message, overrides the option {@code apiKey}. */
    public static final String API_KEY = "CamelGlm4ApiKey";

    /**
     * Out, after a failure: RATE_LIMIT, AUTH, VALIDATION, SERVER_ERROR or UNKNOWN, under the name that Camel's own AI
     * components use.
     */
    public static final String ERROR_CATEGORY = "CamelAiErrorCategory";

    /** Out, after a failure: how long the service asks to wait, a Long in milliseconds; absent when it does not. */
    public static final String RETRY_AFTER_MILLIS = "CamelAiRetryAfterMillis";

    /**
     * Out, where the model's calls of tools are left to the route: the conversation so far, a List of plain Maps. A body
     * with their results, Maps of role tool, goes on from there.
     */
    public static final String MESSAGES = "CamelGlm4Messages";

    /**
     * Out, where tools were run: a List of Maps with round (1 for the first), name, arguments, result (the text that the model
     * was given), millis and, after a failure, error. It grows while a streamed answer is read.
     */
    public static final String TOOL_TRACE = "CamelGlm4ToolTrace";

    /**
     * In the exchange of a served model or of a tool: a {@link CallerCancellation}, whose future is completed when nobody waits
     * for its outcome any more, at which calls of the exchange are cancelled. In what was handed off it has no effect.
     */
    public static final String CALLER_GONE = "CamelGlm4CallerGone";

    /**
     * In the exchange of a served model: true. A request in the body, as an object or as a Map, is then taken for the caller's,
     * and the options of an endpoint that it is sent to take precedence over it.
     */
    public static final String SERVED = "CamelGlm4Served";

    /** The turn of a conversation from which the exchange went out, innermost one: a turn cannot wait for itself. */
    static final String TURN = "CamelGlm4Turn";

    private Glm4Properties() {}
}
