package io.github.camelglm4.error;

/** {@code maxQueuedRequests} requests already wait for one of the {@code maxConcurrentRequests} permits. */
public class Glm4QueueFullException extends Glm4Exception {

    private static final long serialVersionUID = 1L;

    public Glm4QueueFullException(String message) {
        super(message);
    }

    public Glm4QueueFullException(String message, Throwable cause, FailureDetails details) {
        super(message, cause, details);
    }
}
