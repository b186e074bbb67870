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
     * In a served exchange: a {@code CompletableFuture} that is completed when the caller has gone, at which calls of the
     * exchange are cancelled.
     */
    static final String CALLER_GONE = "CamelGlm4CallerGone";

    /** The turn of a conversation from which the exchange went out, innermost one: a turn cannot wait for itself. */
    static final String TURN = "CamelGlm4Turn";

    private Glm4Properties() {}
}
