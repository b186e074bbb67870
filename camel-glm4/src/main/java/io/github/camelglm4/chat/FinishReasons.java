package io.github.camelglm4.chat;

import io.github.camelglm4.error.FailureDetails;
import io.github.camelglm4.error.Glm4ContentFilterException;
import io.github.camelglm4.error.Glm4ContextLengthException;
import io.github.camelglm4.error.Glm4ResponseException;
import io.github.camelglm4.error.Glm4ServerException;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * What the reason for which an answer ended says about it: an answer is whole, or it is an error. The set of reasons is
 * open; unknown ones pass. Source: chat-completions page of docs.bigmodel.cn, field finish_reason.
 */
public final class FinishReasons {

    private FinishReasons() {}

    /**
     * Passes whole answers.
     *
     * @param details what is known of the answer, for when it is none; text and code are filled in
     * @throws io.github.camelglm4.error.Glm4Exception for a moderation stop, a failure midway, an overflown context, or an
     *     answer cut before its first word; it carries the text that is there
     */
    public static void requireWhole(ChatCompletion completion, Supplier<FailureDetails> details) {
        String reason = completion.choices().get(0).finishReason();
        if (reason == null) {
            return;
        }
        switch (reason.toLowerCase(Locale.ROOT)) {
            case "sensitive", "content_filter" ->
                throw new Glm4ContentFilterException(
                        "moderation stopped the answer (finish reason " + reason + ")",
                        null,
                        found(completion, details));
            case "network_error", "error", "server_error", "internal_error", "internal_server_error", "failed" ->
                throw new Glm4ServerException(
                        "the service failed in the middle of the answer (finish reason " + reason + ")",
                        null,
                        found(completion, details));
            case "model_context_window_exceeded" ->
                throw new Glm4ContextLengthException(
                        "prompt and answer do not fit into the context window (finish reason " + reason + ")",
                        null,
                        found(completion, details));
            case "length" -> requireSomething(completion, details);
            default -> {
                // stop, tool_calls, and whatever comes: the header tells
            }
        }
    }

    /** The commonest empty answer: a model that thinks used up maxTokens before its first word. */
    private static void requireSomething(ChatCompletion completion, Supplier<FailureDetails> details) {
        if (completion.text().isEmpty() && completion.message().toolCalls().isEmpty()) {
            throw new Glm4ResponseException(
                    "the answer was cut at the length limit before its first word: raise maxTokens, or set thinking=disabled",
                    null,
                    found(completion, details));
        }
    }

    private static FailureDetails found(ChatCompletion completion, Supplier<FailureDetails> details) {
        return details.get()
                .withCode(completion.choices().get(0).finishReason())
                .withText(completion.text());
    }
}
