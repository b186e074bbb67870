package io.github.camelglm4.stream;

import io.github.camelglm4.chat.ChatCompletionRequest;
import io.github.camelglm4.chat.FunctionNames;
import io.github.camelglm4.error.FailureDetails;
import io.github.camelglm4.error.Glm4TimeoutException;

/**
 * How streamed answers are read.
 *
 * @param stripThinking whether a thinking part in the text becomes reasoning
 * @param abandonMillis how long a stream may lie unread before its request is cancelled
 * @param functions those that the request offers
 */
public record AnswerSettings(boolean stripThinking, long abandonMillis, FunctionNames functions) {

    /** What an endpoint's options say, before there is a request. */
    public AnswerSettings(boolean stripThinking, long abandonMillis) {
        this(stripThinking, abandonMillis, FunctionNames.NONE);
    }

    public AnswerSettings answering(ChatCompletionRequest request) {
        return new AnswerSettings(stripThinking, abandonMillis, FunctionNames.of(request));
    }

    /** What a late reader gets. */
    public Glm4TimeoutException unread(FailureDetails details) {
        return new Glm4TimeoutException(
                "the stream lay unread for abandonTimeout of " + abandonMillis + " ms", null, details);
    }
}
