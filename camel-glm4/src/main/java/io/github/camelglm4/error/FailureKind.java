package io.github.camelglm4.error;

/** The category of each exception type, and whether a retry can help. */
public enum FailureKind {
    AUTHENTICATION(Glm4AuthenticationException.class, "AUTH", false),
    // must be before its superclass
    CONTEXT_LENGTH(Glm4ContextLengthException.class, "VALIDATION", false),
    REQUEST(Glm4RequestException.class, "VALIDATION", false),
    CONTENT_FILTER(Glm4ContentFilterException.class, "VALIDATION", false),
    RESPONSE(Glm4ResponseException.class, "VALIDATION", false),
    OUTPUT(Glm4OutputException.class, "VALIDATION", false),
    RATE_LIMIT(Glm4RateLimitException.class, "RATE_LIMIT", true),
    QUOTA(Glm4QuotaException.class, "RATE_LIMIT", false),
    OVERLOADED(Glm4OverloadedException.class, "RATE_LIMIT", true),
    QUEUE_FULL(Glm4QueueFullException.class, "RATE_LIMIT", true),
    SERVER(Glm4ServerException.class, "SERVER_ERROR", true),
    TIMEOUT(Glm4TimeoutException.class, "SERVER_ERROR", true),
    CONNECTION(Glm4ConnectionException.class, "SERVER_ERROR", true),
    TRUNCATED(Glm4TruncatedException.class, "SERVER_ERROR", true),
    CONVERSATION(Glm4ConversationException.class, "UNKNOWN", true),
    BATCH(Glm4BatchException.class, "UNKNOWN", false),
    OTHER(Throwable.class, "UNKNOWN", false);

    private final Class<? extends Throwable> type;
    private final String category;
    private final boolean retryable;

    FailureKind(Class<? extends Throwable> type, String category, boolean retryable) {
        this.type = type;
        this.category = category;
        this.retryable = retryable;
    }

    /** Returns the kind of an exception, which can be a subclass of a listed type. */
    public static FailureKind of(Throwable failure) {
        for (FailureKind kind : values()) {
            if (kind.type.isInstance(failure)) {
                return kind;
            }
        }
        return OTHER;
    }

    /** Returns the category, with the names of Camel's AI components. */
    public String category() {
        return category;
    }

    /** Returns whether an identical later call may succeed, judged by the type only. */
    boolean isRetryable() {
        return retryable;
    }
}
