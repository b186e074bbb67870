package io.github.camelglm4.error;

/** {@code maxQueuedRequests} calls wait already for one of the {@code maxConcurrentRequests} places. */
public class Glm4QueueFullException extends Glm4Exception {

    private static final long serialVersionUID = 1L;

    public Glm4QueueFullException(String message) {
        super(message);
    }

    public Glm4QueueFullException(String message, Throwable cause, FailureDetails details) {
        super(message, cause, details);
    }
}
