package io.github.camelglm4.stream;

import io.github.camelglm4.error.FailureDetails;
import io.github.camelglm4.error.Glm4TimeoutException;

/**
 * What an endpoint's options say about streams.
 *
 * @param stripThinking whether a thinking part in the text becomes reasoning
 * @param abandonMillis how long a stream may lie unread before its request is cancelled
 */
public record StreamSettings(boolean stripThinking, long abandonMillis) {

    /** What a late reader gets. */
    Glm4TimeoutException unread(FailureDetails details) {
        return new Glm4TimeoutException(
                "the stream lay unread for abandonTimeout of " + abandonMillis + " ms", null, details);
    }
}
