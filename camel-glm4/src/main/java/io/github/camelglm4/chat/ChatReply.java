package io.github.camelglm4.chat;

import java.util.ArrayList;
import java.util.List;

/**
 * A complete answer with its metadata.
 *
 * @param completion the answer
 * @param serverRequestId the id of the request at the service, or null
 * @param attempts the number of HTTP requests sent for it
 * @param turn the messages that follow those of the request in a history: tool calls, each with its results, and last
 *     the answer
 * @param typed the typed answer, or null if only text was requested
 */
public record ChatReply(
        ChatCompletion completion, String serverRequestId, int attempts, List<ChatMessage> turn, TypedAnswer typed) {

    public ChatReply {
        turn = List.copyOf(turn);
    }

    public ChatReply(ChatCompletion completion, String serverRequestId, int attempts, List<ChatMessage> turn) {
        this(completion, serverRequestId, attempts, turn, null);
    }

    /** Creates the reply of a single request. */
    public ChatReply(ChatCompletion completion, String serverRequestId, int attempts) {
        this(completion, serverRequestId, attempts, List.of(completion.message()));
    }

    /** Returns this reply with a typed answer. */
    public ChatReply withTyped(TypedAnswer read) {
        return new ChatReply(completion, serverRequestId, attempts, turn, read);
    }

    /**
     * Returns this reply as the replacement of an earlier one that could not be used: tokens, requests and tool calls
     * are those of both.
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

    /** The number of rounds of tool calls that were run for this answer. */
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
