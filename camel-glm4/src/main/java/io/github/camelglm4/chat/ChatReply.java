package io.github.camelglm4.chat;

import io.github.camelglm4.ChatCompletion;
import io.github.camelglm4.ChatMessage;
import java.util.List;

/**
 * A whole answer, with what the way it took says.
 *
 * @param completion      the answer
 * @param serverRequestId the id under which the service knows the request, or null
 * @param attempts        HTTP requests sent for it
 * @param turn            the messages that follow those of the request in a history: calls of tools, each with its results,
 *                        and the answer last
 */
public record ChatReply(ChatCompletion completion, String serverRequestId, int attempts, List<ChatMessage> turn) {

    public ChatReply {
        turn = List.copyOf(turn);
    }

    /** An answer that took one request. */
    public ChatReply(ChatCompletion completion, String serverRequestId, int attempts) {
        this(completion, serverRequestId, attempts, List.of(completion.message()));
    }

    /** How many answers on the way were calls of tools that were run for the model. */
    public int toolRounds() {
        int rounds = 0;
        for (int i = 1; i < turn.size(); i++) {
            if (isResult(turn.get(i)) && !isResult(turn.get(i - 1))) {
                rounds++;
            }
        }
        return rounds;
    }

    private static boolean isResult(ChatMessage message) {
        return "tool".equals(message.role());
    }
}
