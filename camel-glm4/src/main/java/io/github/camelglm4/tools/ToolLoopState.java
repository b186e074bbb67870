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
 * What was said and spent so far on the way to one answer, and whether that is there: requests, answers that call
 * functions, their results. For one step after the other; knows no time and no threads.
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

    /** @throws io.github.camelglm4.error.Glm4RequestException when the tools do not go with those of the request */
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
        // a choice that forces a call would force one in every round
        Object choice = first.parameters().get(TOOL_CHOICE);
        boolean forced = choice instanceof Map || "required".equals(choice);
        return (forced ? next.with(TOOL_CHOICE, null) : next).withFreshRequestId("r" + (rounds + 1));
    }

    /**
     * Takes the answer to the last request.
     *
     * @return the calls that are to be run; none when the answer is the end
     * @throws Glm4ToolException when it calls functions after the last round that is allowed
     * @throws Glm4ResponseException when it was cut in the middle of its calls
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
                    "the answer was cut at the length limit in the middle of its tool calls, none of which was run: raise"
                            + " maxTokens",
                    null,
                    details());
        }
        if (rounds == maxRounds) {
            throw new Glm4ToolException(
                    "the model called tools again after maxToolRounds=" + maxRounds
                            + " rounds of tool calls: is it in a loop?",
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

    /** How many answers called functions that were run. */
    int number() {
        return rounds;
    }

    /** The whole, when the last answer was the end. */
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

    /** Whether the answer calls a function of the caller: then it ends with those calls, and none of ours is run. */
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

    /** The message with the calls in the place of its calls of functions. */
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
     * The calls of functions, each under an id that no other call of the conversation has. A result names its call by
     * its id, and services refuse a conversation where that could mean two; models leave ids out, or begin again with
     * {@code call_0} in each answer.
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
