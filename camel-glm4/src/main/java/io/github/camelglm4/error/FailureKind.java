package io.github.camelglm4.error;

/** What a type of exception means to retries and to routes: one table of all exceptions. */
public enum FailureKind {
    AUTHENTICATION(Glm4AuthenticationException.class, "AUTH", false),
    // before its superclass
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
    OTHER(Throwable.class, "UNKNOWN", false);

    private final Class<? extends Throwable> type;
    private final String category;
    private final boolean retryable;

    FailureKind(Class<? extends Throwable> type, String category, boolean retryable) {
        this.type = type;
        this.category = category;
        this.retryable = retryable;
    }

    /** The kind of an exception, which may be of a subclass. */
    public static FailureKind of(Throwable failure) {
        for (FailureKind kind : values()) {
            if (kind.type.isInstance(failure)) {
                return kind;
            }
        }
        return OTHER;
    }

    /** The category by the names of Camel's AI components. */
    public String category() {
        return category;
    }

    /** Whether a later identical call may succeed, as far as the type tells. */
    boolean isRetryable() {
        return retryable;
    }
}
