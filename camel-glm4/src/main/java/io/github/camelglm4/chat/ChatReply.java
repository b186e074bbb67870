package io.github.camelglm4.chat;

import java.util.ArrayList;
import java.util.List;

/**
 * A whole answer, and how it was obtained.
 *
 * @param completion the answer
 * @param serverRequestId the id under which the service knows the request, or null
 * @param attempts HTTP requests sent for it
 * @param turn the messages that follow those of the request in a history: calls of tools, each with its results, and
 *     the answer last
 * @param typed what the answer was read as, or null where only text was asked for
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
     * The same answer in place of an earlier one that was of no use: tokens, requests and calls of tools are those of
     * both.
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
}
