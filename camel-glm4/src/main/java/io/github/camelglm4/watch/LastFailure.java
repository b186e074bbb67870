package io.github.camelglm4.watch;

import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.text.PrintableText;
import java.time.Instant;

/**
 * The failure of a call. Quotes of the service in its message are shortened and contain no keys.
 *
 * @param model the requested model
 * @param type simple name of the exception
 * @param statusCode the HTTP status, or 0 if there was none
 * @param code the code of the service, or null
 * @param message the message of the exception
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
