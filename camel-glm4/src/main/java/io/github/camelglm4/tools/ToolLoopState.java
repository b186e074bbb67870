package io.github.camelglm4.tools;

import io.github.camelglm4.chat.ChatCompletion;
import io.github.camelglm4.chat.ChatCompletionRequest;
import io.github.camelglm4.chat.ChatMessage;
import io.github.camelglm4.chat.ChatReply;
import io.github.camelglm4.chat.ToolCall;
import io.github.camelglm4.chat.Usage;
import io.github.camelglm4.error.FailureDetails;
import io.github.camelglm4.error.Glm4ResponseException;
import io.github.camelglm4.error.Glm4ToolException;
import io.github.camelglm4.json.Fields;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The state of an agent loop until its last answer: requests, answers with tool calls, results and token usage. Not
 * thread-safe: its steps run one after another. Uses no timers and no threads.
 */
final class ToolLoopState {

    private static final String TOOL_CHOICE = "tool_choice";
    private static final String TOOL_CALLS = "tool_calls";

    private final ChatCompletionRequest first;
    private final OfferedTools offer;
    private final int maxRounds;
    private final Set<String> ids = new HashSet<>();
    private final List<ChatMessage> turn = new ArrayList<>();
    private List<ToolCall> calls = List.of();
    private ChatReply last;
    private Usage usage;
    private int attempts;
    private int rounds;

    /** @throws io.github.camelglm4.error.Glm4RequestException if the tools conflict with those of the request */
    ToolLoopState(ChatCompletionRequest request, OfferedTools offer, int maxRounds) {
        this.first = offer.in(request);
        this.offer = offer;
        this.maxRounds = maxRounds;
        request.messages().forEach(message -> message.toolCalls().forEach(call -> ids.add(call.id())));
    }

    ChatCompletionRequest request() {
        if (rounds == 0) {
            return first;
        }
        List<ChatMessage> messages = new ArrayList<>(first.messages());
        messages.addAll(turn);
        ChatCompletionRequest next = new ChatCompletionRequest(first.model(), messages, first.parameters());
        // a forced tool call would be repeated in every round
        Object choice = first.parameters().get(TOOL_CHOICE);
        boolean forced = choice instanceof Map || "required".equals(choice);
        return (forced ? next.with(TOOL_CHOICE, null) : next).withFreshRequestId("r" + (rounds + 1));
    }

    /**
     * Adds the answer to the last request.
     *
     * @return the calls to run; empty if this is the last answer
     * @throws Glm4ToolException if it calls tools after {@code maxRounds} rounds
     * @throws Glm4ResponseException if it was cut in the middle of its calls
     */
    List<ToolCall> take(ChatReply reply) {
        last = reply;
        attempts += reply.attempts();
        usage = Usage.sum(usage, reply.completion().usage());
        calls = underUniqueIds(reply.completion().message().toolCalls());
        if (calls.isEmpty() || isHandedBack()) {
            return List.of();
        }
        if ("length".equals(reply.completion().choices().get(0).finishReason())) {
            throw new Glm4ResponseException(
                    "the answer was cut at the length limit in the middle of its tool calls, and none of them was run:"
                            + " increase maxTokens",
                    null,
                    details());
        }
        if (rounds == maxRounds) {
            throw new Glm4ToolException(
                    "the model called tools again after maxToolRounds=" + maxRounds
                            + " rounds of tool calls: it may be in a loop",
                    null,
                    details());
        }
        rounds++;
        return calls;
    }

    void results(List<String> results) {
        turn.add(last.completion().message().saidBack(calls, true));
        for (int i = 0; i < calls.size(); i++) {
            turn.add(ChatMessage.tool(calls.get(i).id(), results.get(i)));
        }
    }

    /** Returns the number of rounds so far. */
    int number() {
        return rounds;
    }

    /** Returns the result of the loop after the last answer. */
    ChatReply end() {
        ChatCompletion completion = last.completion().withUsage(usage);
        ChatMessage said = completion.message();
        List<ChatMessage> all = new ArrayList<>(turn);
        all.add(calls.isEmpty() ? said : said.saidBack(calls, true));
        if (!calls.isEmpty()) {
            completion = completion.withMessage(handedBack(said));
        }
        return new ChatReply(completion, last.serverRequestId(), attempts, all);
    }

    /** Whether the answer calls a function of the caller: these calls are then returned, and no other call runs. */
    private boolean isHandedBack() {
        boolean all = offer.ownNames().isEmpty();
        List<ToolCall> theirs = calls.stream()
                .filter(call -> all || offer.isHandedOn(call.name(), first))
                .toList();
        if (!theirs.isEmpty()) {
            calls = theirs;
        }
        return !theirs.isEmpty();
    }

    /** Replaces the function calls of the message with {@code calls}. */
    private ChatMessage handedBack(ChatMessage message) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (Map<String, Object> call : Fields.objects(message.others(), TOOL_CALLS)) {
            if (!ToolCall.of(call).isFunction()) {
                all.add(call);
            }
        }
        calls.forEach(call -> all.add(call.toMap()));
        Map<String, Object> others = new LinkedHashMap<>(message.others());
        others.put(TOOL_CALLS, all);
        return new ChatMessage(message.role(), message.content(), others);
    }

    /**
     * Returns the function calls, each with an id that is unique in the conversation. A result refers to its call by
     * id, and services reject duplicates; some models omit ids, or restart with {@code call_0} in each answer.
     */
    private List<ToolCall> underUniqueIds(List<ToolCall> all) {
        List<ToolCall> functions = new ArrayList<>();
        for (ToolCall call : all) {
            if (call.isFunction()) {
                boolean good = call.id() != null && !call.id().isBlank() && ids.add(call.id());
                functions.add(good ? call : call.withId(ToolCall.newId()));
                ids.add(functions.get(functions.size() - 1).id());
            }
        }
        return functions;
    }

    private FailureDetails details() {
        return FailureDetails.afterAttempts(attempts).withText(last.completion().text());
    }
}
