package io.github.camelglm4.conversation;

import io.github.camelglm4.chat.ChatMessage;
import io.github.camelglm4.error.Glm4ConversationException;
import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.json.Json;
import io.github.camelglm4.text.PrintableText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The messages of a conversation, oldest first, without system messages. A turn begins with a user message. Tool calls
 * and their results stay together. Immutable, pure.
 */
final class History {

    static final History EMPTY = new History(List.of());

    private final List<ChatMessage> messages;

    private History(List<ChatMessage> messages) {
        this.messages = messages;
    }

    /**
     * Reads the stored JSON; null is an empty history.
     *
     * @throws Glm4ConversationException if the text is not a list of messages
     */
    static History of(String json) {
        if (json == null) {
            return EMPTY;
        }
        try {
            Object list = Json.readValue(json);
            return List.of().equals(list) ? EMPTY : new History(ChatMessage.listOf(list));
        } catch (IOException | IllegalArgumentException e) {
            throw new Glm4ConversationException("the stored history is not a JSON list of messages: " + e.getMessage());
        }
    }

    String json() {
        return Json.writeText(messages);
    }

    List<ChatMessage> messages() {
        return messages;
    }

    /**
     * Returns the messages to send: the history before the new messages, and the new messages. Tool calls without
     * results and empty answers are omitted: services would reject them in every later request.
     *
     * @throws Glm4RequestException if the messages begin with the result of a call that is not in the history, or with
     *     results of only some of the calls
     */
    List<ChatMessage> followedBy(List<ChatMessage> said) {
        List<ChatMessage> sent = new ArrayList<>(messages.subList(0, placeOf(said)));
        int own = sent.size();
        sent.addAll(said);
        if (!said.isEmpty() && said.get(0).isToolResult()) {
            requireAllResults(sent, own);
        }
        return withoutOpenCalls(sent, own);
    }

    private static void requireAllResults(List<ChatMessage> sent, int own) {
        int call = own - 1;
        while (sent.get(call).isToolResult()) {
            call--;
        }
        int calls = sent.get(call).toolCalls().size();
        int results = resultsAfter(sent, call);
        if (results < calls) {
            throw new Glm4RequestException("the messages begin with results of tool calls, but only " + results + " of "
                    + calls + " calls have a result: one turn must contain all results");
        }
    }

    /**
     * Returns the history with another turn at its end. A turn that begins with tool results is inserted after their
     * call.
     *
     * @throws Glm4RequestException as {@link #followedBy}
     */
    History with(List<ChatMessage> turn) {
        int place = placeOf(turn);
        List<ChatMessage> all = new ArrayList<>(messages.size() + turn.size());
        all.addAll(messages.subList(0, place));
        all.addAll(turn);
        all.addAll(messages.subList(place, messages.size()));
        return new History(all);
    }

    /** Returns the most recent turns within the limits. */
    History within(HistoryLimits limits) {
        if (limits.areNone()) {
            return this;
        }
        int from = messages.size();
        int tokens = 0;
        for (int i = messages.size() - 1; i >= 0; i--) {
            tokens += limits.maxTokens() == null ? 0 : TokenEstimate.of(messages.get(i));
            if (!limits.fit(messages.size() - i, tokens)) {
                break;
            }
            if (i == 0 || isUser(messages.get(i)) && !isUser(messages.get(i - 1))) {
                from = i;
            }
        }
        return from == 0 ? this : new History(List.copyOf(messages.subList(from, messages.size())));
    }

    private static boolean isUser(ChatMessage message) {
        return "user".equals(message.role());
    }

    /**
     * Usually the end. If a turn of another node is between a tool call and its results, they are inserted before it.
     */
    private int placeOf(List<ChatMessage> turn) {
        if (turn.isEmpty() || !turn.get(0).isToolResult()) {
            return messages.size();
        }
        String id = turn.get(0).toolCallId();
        for (int i = messages.size() - 1; i >= 0; i--) {
            boolean asked = messages.get(i).toolCalls().stream().anyMatch(call -> id == null || id.equals(call.id()));
            if (asked) {
                return i + 1 + resultsAfter(messages, i);
            }
        }
        throw new Glm4RequestException("the messages begin with the result of the tool call " + PrintableText.name(id)
                + ", which is not in the conversation: it was removed, or belongs to another conversation");
    }

    private static int resultsAfter(List<ChatMessage> messages, int call) {
        int results = 0;
        while (call + 1 + results < messages.size()
                && messages.get(call + 1 + results).isToolResult()) {
            results++;
        }
        return results;
    }

    /** @param checked the number of messages to check, from the first */
    private static List<ChatMessage> withoutOpenCalls(List<ChatMessage> messages, int checked) {
        List<ChatMessage> closed = new ArrayList<>(messages.size());
        for (int i = 0; i < messages.size(); i++) {
            ChatMessage message = messages.get(i);
            int calls = i < checked ? message.toolCalls().size() : 0;
            int results = calls == 0 ? 0 : resultsAfter(messages, i);
            boolean saysNothing =
                    "assistant".equals(message.role()) && message.text().isBlank();
            if (results >= calls && (i >= checked || calls > 0 || !saysNothing)) {
                closed.add(message);
            } else {
                if (!message.text().isBlank()) {
                    closed.add(new ChatMessage(message.role(), message.content()));
                }
                i += results;
            }
        }
        return closed;
    }
}
