package io.github.camelglm4.conversation;

import io.github.camelglm4.chat.ChatCompletionRequest;
import io.github.camelglm4.chat.ChatMessage;
import io.github.camelglm4.json.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A request in a conversation. Its messages belong to this turn, except for system messages at the beginning: these are
 * sent before the history and never stored. Immutable, pure.
 */
final class Question {

    private static final Set<String> INSTRUCTIONS = Set.of("system", "developer");

    private final ChatCompletionRequest request;
    private final List<ChatMessage> instructions;
    private final List<ChatMessage> said;

    Question(ChatCompletionRequest request) {
        List<ChatMessage> messages = request.messages();
        int first = 0;
        while (first < messages.size() && isInstruction(messages.get(first))) {
            first++;
        }
        this.request = request;
        this.instructions = messages.subList(0, first);
        this.said = messages.subList(first, messages.size());
    }

    /** Returns the request to send. */
    ChatCompletionRequest after(History history) {
        List<ChatMessage> messages = new ArrayList<>(instructions);
        messages.addAll(history.followedBy(said));
        return new ChatCompletionRequest(request.model(), messages, request.parameters());
    }

    /** Returns the turn to store, with these messages as its answer. */
    List<ChatMessage> turn(List<ChatMessage> answer) {
        List<ChatMessage> turn = new ArrayList<>(said.size() + answer.size());
        for (ChatMessage message : said) {
            if (!isInstruction(message)) {
                turn.add(message);
            }
        }
        Map<String, Object> thinking = Fields.object(request.parameters(), "thinking");
        boolean keepsThoughts = Boolean.FALSE.equals(thinking.get("clear_thinking"));
        for (ChatMessage message : answer) {
            boolean said = "assistant".equals(message.role()) || message.role() == null;
            turn.add(said ? message.saidBack(message.toolCalls(), keepsThoughts) : message);
        }
        return turn;
    }

    private static boolean isInstruction(ChatMessage message) {
        return INSTRUCTIONS.contains(message.role());
    }
}
