package io.github.camelglm4.watch;

import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.text.PrintableText;
import java.time.Instant;

/**
 * The failure of a call. What its message quotes of the service's words is cut, and free of keys already.
 *
 * @param model the model that was asked
 * @param type simple name of the exception
 * @param statusCode of HTTP, 0 when there was none
 * @param code the service's own, or null
 * @param message what the exception says
 * @param time when the call ended
 */
public record LastFailure(String model, String type, int statusCode, String code, String message, Instant time) {

    private static final int LONGEST_MESSAGE = 300;

    static LastFailure of(String model, Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        Glm4Exception glm4 = failure instanceof Glm4Exception e ? e : null;
        return new LastFailure(
                model,
                failure.getClass().getSimpleName(),
                glm4 == null ? 0 : glm4.getStatusCode(),
                glm4 == null ? null : glm4.getCode(),
                PrintableText.clip(message, LONGEST_MESSAGE),
                Instant.now());
    }

    @Override
    public String toString() {
        return time + " " + model + ": " + type + ": " + message;
    }
}
