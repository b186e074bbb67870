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
 * What was said in a conversation, oldest first, without system messages. A turn begins where the user speaks; calls of
 * tools and their results stay together. Immutable, pure.
 */
final class History {

    static final History EMPTY = new History(List.of());

    private final List<ChatMessage> messages;

    private History(List<ChatMessage> messages) {
        this.messages = messages;
    }

    /**
     * From its stored form; null is an empty one.
     *
     * @throws Glm4ConversationException when the text is no list of messages
     */
    static History of(String json) {
        if (json == null) {
            return EMPTY;
        }
        try {
            Object list = Json.readValue(json);
            return List.of().equals(list) ? EMPTY : new History(ChatMessage.listOf(list));
        } catch (IOException | IllegalArgumentException e) {
            throw new Glm4ConversationException(
                    "what the store keeps is no list of messages in JSON: " + e.getMessage());
        }
    }

    String json() {
        return Json.writeText(messages);
    }

    List<ChatMessage> messages() {
        return messages;
    }

    /**
     * What is sent: the part of the history that belongs before the messages, and the messages. Calls without results
     * and empty answers are left out: services refuse them, and with them every later question.
     *
     * @throws Glm4RequestException when the messages begin with the result of a call that is not in the history, or
     *     with results of a part of the calls only
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
            throw new Glm4RequestException("the messages begin with results of tool calls, but of " + calls
                    + " calls only " + results + " have one: all of them must come in one turn");
        }
    }

    /**
     * The history with one more turn at its end; one that begins with results goes to the call that they belong to.
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

    /** The most recent turns within the limits. */
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

    /** Usually the end; where another node's turn came between a call and its results, they belong before that one. */
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
                + ", which is not in the conversation: it was forgotten, or is another conversation's");
    }

    private static int resultsAfter(List<ChatMessage> messages, int call) {
        int results = 0;
        while (call + 1 + results < messages.size()
                && messages.get(call + 1 + results).isToolResult()) {
            results++;
        }
        return results;
    }

    /** @param checked how many of the messages are looked at, from the first */
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
