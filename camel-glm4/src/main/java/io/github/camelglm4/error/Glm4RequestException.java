package io.github.camelglm4.error;

/**
 * The request is wrong: a bad option, header or body, found before anything was sent, or by the service (other 3xx and
 * 4xx).
 */
public class Glm4RequestException extends Glm4Exception {

    private static final long serialVersionUID = 1L;

    public Glm4RequestException(String message) {
        super(message);
    }

    public Glm4RequestException(String message, Throwable cause, FailureDetails details) {
        super(message, cause, details);
    }

    /** Only where the status says that a later identical request may pass (408, 409, 425). */
    @Override
    public boolean isRetryable() {
        return switch (getStatusCode()) {
            case 408, 409, 425 -> true;
            default -> false;
        };
    }
}
