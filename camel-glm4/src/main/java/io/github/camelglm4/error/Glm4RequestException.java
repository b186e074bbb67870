package io.github.camelglm4.error;

/**
 * The request is invalid: an option, header or body, rejected before a request was sent, or by the service (other 3xx
 * and 4xx statuses).
 */
public class Glm4RequestException extends Glm4Exception {

    private static final long serialVersionUID = 1L;

    public Glm4RequestException(String message) {
        super(message);
    }

    public Glm4RequestException(String message, Throwable cause, FailureDetails details) {
        super(message, cause, details);
    }

    /** Returns true only for the statuses after which an identical later request may succeed: 408, 409, 425. */
    @Override
    public boolean isRetryable() {
        return switch (getStatusCode()) {
            case 408, 409, 425 -> true;
            default -> false;
        };
    }
}
