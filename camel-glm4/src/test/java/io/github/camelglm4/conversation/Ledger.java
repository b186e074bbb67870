package io.github.camelglm4.conversation;

import io.github.camelglm4.chat.ChatMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The store of a schedule, which keeps book: every state that a conversation was ever in, every turn that was ever
 * stored. It allows one change only: one whole turn more, and whole turns less at the beginning; or nothing left, for a
 * reset.
 */
final class Ledger {

    static final int LONGEST_TURN = 4;

    private static final String ASSISTANT = "assistant";

    private final HistoryLimits limits;
    private final Map<String, StoredHistory> stored = new HashMap<>();
    private final Map<String, List<List<ChatMessage>>> states = new HashMap<>();
    private final List<String> storedTurns = new ArrayList<>();
    private final Set<String> asked = new HashSet<>();
    private final List<String> problems = new ArrayList<>();
    private int resets;
    private int conflicts;
    private long time = 1;

    Ledger(HistoryLimits limits) {
        this.limits = limits;
    }

    /** A time of its own for each caller. */
    long time() {
        return time++;
    }

    StoredHistory read(String id) {
        return stored.getOrDefault(id, StoredHistory.NONE);
    }

    boolean replace(String id, StoredHistory seen, String json) {
        StoredHistory now = read(id);
        if (now.version() != seen.version()) {
            conflicts++;
            return false;
        }
        List<ChatMessage> before = History.of(now.json()).messages();
        List<ChatMessage> after = History.of(json).messages();
        if (after.isEmpty()) {
            resets++;
        } else {
            changed(id, before, after);
        }
        stored.put(id, new StoredHistory(json, new Object()));
        statesOf(id).add(after);
        return true;
    }

    private void changed(String id, List<ChatMessage> before, List<ChatMessage> after) {
        int question = after.size() - 1;
        while (question > 0 && !isUser(after.get(question))) {
            question--;
        }
        String text = after.get(question).text();
        List<ChatMessage> all = new ArrayList<>(before);
        all.addAll(turn(text, after.size() - question == LONGEST_TURN));
        require(after.equals(cut(all)), id + " continues with one complete turn: " + before + " and then " + after);
        require(text.startsWith(id), text + " is kept in its own conversation");
        storedTurns.add(text);
    }

    /** By whole turns, the simple way. */
    private List<ChatMessage> cut(List<ChatMessage> all) {
        List<ChatMessage> left = new ArrayList<>(all);
        while (limits.maxMessages() != null && left.size() > limits.maxMessages()) {
            do {
                left.remove(0);
            } while (!left.isEmpty() && !isUser(left.get(0)));
        }
        return left;
    }

    private static List<ChatMessage> turn(String text, boolean withTool) {
        ChatMessage question = ChatMessage.user(text);
        ChatMessage answer = ChatMessage.assistant("re: " + text);
        return withTool
                ? List.of(question, call(text), ChatMessage.tool("call " + text, "found"), answer)
                : List.of(question, answer);
    }

    /** What the model says when it calls a tool. */
    static ChatMessage call(String text) {
        Map<String, Object> function = Map.of("name", "find", "arguments", "{}");
        return new ChatMessage(
                ASSISTANT,
                "",
                Map.of("tool_calls", List.of(Map.of("id", "call " + text, "type", "function", "function", function))));
    }

    private static boolean isUser(ChatMessage message) {
        return "user".equals(message.role());
    }

    static boolean contains(List<ChatMessage> messages, String text) {
        return messages.stream().anyMatch(message -> message.text().equals(text));
    }

    /** A node sends that history to the store. */
    void isAskedToStore(String json) {
        History.of(json).messages().forEach(message -> asked.add(message.text()));
    }

    boolean wasAskedToStore(String text) {
        return asked.contains(text);
    }

    int states(String id) {
        return statesOf(id).size();
    }

    /** @param from the first state that counts */
    boolean wasState(String id, List<ChatMessage> messages, int from) {
        List<List<ChatMessage>> all = statesOf(id);
        return all.subList(from, all.size()).contains(messages);
    }

    private List<List<ChatMessage>> statesOf(String id) {
        return states.computeIfAbsent(id, key -> new ArrayList<>(List.of(List.of())));
    }

    int timesStored(String text) {
        return (int) storedTurns.stream().filter(text::equals).count();
    }

    /** Its place among all turns; -1 for one that was never stored. */
    int placeOf(String text) {
        return storedTurns.indexOf(text);
    }

    int resets() {
        return resets;
    }

    int conflicts() {
        return conflicts;
    }

    void require(boolean fulfilled, String what) {
        if (!fulfilled) {
            problems.add(what);
        }
    }

    List<String> problems() {
        return problems;
    }
}
