package io.github.camelglm4.chat;

import io.github.camelglm4.error.FailureDetails;
import io.github.camelglm4.error.Glm4ContentFilterException;
import io.github.camelglm4.error.Glm4ContextLengthException;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.error.Glm4ResponseException;
import io.github.camelglm4.error.Glm4ServerException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * A whole answer, with what the way it took says. An answer that is not whole is an error.
 *
 * @param completion      the answer
 * @param serverRequestId the id under which the service knows the request, or null
 * @param attempts        HTTP requests sent for it
 * @param turn            the messages that follow those of the request in a history: calls of tools, each with its results,
 *                        and the answer last
 * @param typed           what the answer was read as, or null where only text was asked for
 */
public record ChatReply(
        ChatCompletion completion, String serverRequestId, int attempts, List<ChatMessage> turn, TypedAnswer typed) {

    public ChatReply {
        turn = List.copyOf(turn);
    }

    public ChatReply(ChatCompletion completion, String serverRequestId, int attempts, List<ChatMessage> turn) {
        this(completion, serverRequestId, attempts, turn, null);
    }

    /** An answer that took one request. */
    public ChatReply(ChatCompletion completion, String serverRequestId, int attempts) {
        this(completion, serverRequestId, attempts, List.of(completion.message()));
    }

    /** The same answer, read. */
    public ChatReply withTyped(TypedAnswer read) {
        return new ChatReply(completion, serverRequestId, attempts, turn, read);
    }

    /**
     * The same answer in place of an earlier one that was of no use: tokens, requests and calls of tools are those of both.
     */
    public ChatReply inPlaceOf(ChatReply earlier) {
        List<ChatMessage> both = new ArrayList<>(earlier.toolTurn());
        both.addAll(turn);
        return new ChatReply(
                completion.withUsage(Usage.sum(earlier.completion.usage(), completion.usage())),
                serverRequestId,
                earlier.attempts + attempts,
                both,
                typed);
    }

    /** The turn without the answer itself. */
    public List<ChatMessage> toolTurn() {
        return turn.subList(0, turn.size() - 1);
    }

    /** How many answers on the way were calls of tools that were run for the model. */
    public int toolRounds() {
        int rounds = 0;
        for (int i = 1; i < turn.size(); i++) {
            if (turn.get(i).isToolResult() && !turn.get(i - 1).isToolResult()) {
                rounds++;
            }
        }
        return rounds;
    }

    /**
     * Passes whole answers: what the reason for which one ended says about it. The set of reasons is open; unknown ones pass.
     * Source: chat-completions page of docs.bigmodel.cn, field finish_reason.
     *
     * @param details what is known of the answer, for when it is none; text and code are filled in
     * @throws Glm4Exception for a moderation stop, a failure midway, an overflown context, or an
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
