package io.github.camelglm4.stream;

import io.github.camelglm4.chat.ChatCompletionRequest;
import io.github.camelglm4.chat.FunctionNames;
import io.github.camelglm4.error.FailureDetails;
import io.github.camelglm4.error.Glm4TimeoutException;

/**
 * Settings for reading streamed answers.
 *
 * @param stripThinking whether a thinking part in the text becomes reasoning
 * @param abandonMillis how long a stream may be unread before its request is canceled
 * @param functions the functions that the request offers
 */
public record AnswerSettings(boolean stripThinking, long abandonMillis, FunctionNames functions) {

    /** Creates the settings of an endpoint, before there is a request. */
    public AnswerSettings(boolean stripThinking, long abandonMillis) {
        this(stripThinking, abandonMillis, FunctionNames.NONE);
    }

    /** Returns these settings with the functions of the request. */
    public AnswerSettings answering(ChatCompletionRequest request) {
        return new AnswerSettings(stripThinking, abandonMillis, FunctionNames.of(request));
    }

    /** Returns the failure for a late reader. */
    public Glm4TimeoutException unread(FailureDetails details) {
        return new Glm4TimeoutException(
                "the stream was not read within abandonTimeout of " + abandonMillis + " ms", null, details);
    }
}
