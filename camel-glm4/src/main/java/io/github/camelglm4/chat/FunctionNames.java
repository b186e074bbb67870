package io.github.camelglm4.chat;

import io.github.camelglm4.json.Fields;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The names of the functions that a request offers. They are used to clean the names and ids in the tool calls of the
 * answer, because services leave parts of a chat template in them, such as line ends, tokens and namespaces. Immutable.
 */
public final class FunctionNames {

    /** No function is offered. */
    public static final FunctionNames NONE = new FunctionNames(Set.of());

    private static final String TOOL_CALLS = "tool_calls";
    private static final String FUNCTION = "function";
    private static final String NAME = "name";
    private static final String ID = "id";

    private final Set<String> offered;

    private FunctionNames(Set<String> offered) {
        this.offered = offered;
    }

    /** The functions in the {@code tools} of the request. */
    public static FunctionNames of(ChatCompletionRequest request) {
        List<Map<String, Object>> tools = Fields.objects(request.parameters(), "tools");
        if (tools.isEmpty()) {
            return NONE;
        }
        Set<String> names = new HashSet<>();
        for (Map<String, Object> tool : tools) {
            String name = Fields.text(Fields.object(tool, FUNCTION), NAME);
            if (name != null) {
                names.add(name);
            }
        }
        return new FunctionNames(names);
    }

    /** Whether the request offers a function of that name. */
    public boolean has(String name) {
        return name != null && offered.contains(name);
    }

    /** Returns the answer with clean names and ids in its tool calls. */
    public ChatCompletion cleaned(ChatCompletion answer) {
        List<ChatCompletion.Choice> choices = answer.choices().stream()
                .map(choice -> new ChatCompletion.Choice(
                        choice.index(), cleaned(choice.message()), choice.finishReason(), choice.others()))
                .toList();
        return new ChatCompletion(
                answer.id(), answer.created(), answer.model(), choices, answer.usage(), answer.others());
    }

    /** Returns the chunk with clean names and ids in its tool calls; the same object if it has none. */
    public ChatCompletionChunk cleaned(ChatCompletionChunk chunk) {
        boolean calls = false;
        for (int i = 0; !calls && i < chunk.choices().size(); i++) {
            calls = !chunk.choices().get(i).delta().toolCalls().isEmpty();
        }
        if (!calls) {
            return chunk;
        }
        List<ChatCompletionChunk.Choice> choices = chunk.choices().stream()
                .map(choice -> new ChatCompletionChunk.Choice(
                        choice.index(), cleaned(choice.delta()), choice.finishReason(), choice.others()))
                .toList();
        return new ChatCompletionChunk(
                chunk.id(), chunk.created(), chunk.model(), choices, chunk.usage(), chunk.others());
    }

    private ChatCompletionChunk.Delta cleaned(ChatCompletionChunk.Delta delta) {
        return new ChatCompletionChunk.Delta(
                delta.role(), delta.content(), delta.reasoningContent(), cleaned(delta.toolCalls()), delta.others());
    }

    private List<Map<String, Object>> cleaned(List<Map<String, Object>> calls) {
        return calls.stream().map(this::cleaned).toList();
    }

    private ChatMessage cleaned(ChatMessage message) {
        List<Map<String, Object>> calls = Fields.objects(message.others(), TOOL_CALLS);
        if (calls.isEmpty()) {
            return message;
        }
        Map<String, Object> others = new LinkedHashMap<>(message.others());
        others.put(TOOL_CALLS, cleaned(calls));
        return new ChatMessage(message.role(), message.content(), others);
    }

    private Map<String, Object> cleaned(Map<String, Object> call) {
        Map<String, Object> cleaned = new LinkedHashMap<>(call);
        if (call.get(ID) instanceof String id) {
            cleaned.put(ID, CallNoise.withoutNoise(id));
        }
        if (call.get(FUNCTION) instanceof Map<?, ?>
                && Fields.object(call, FUNCTION).get(NAME) instanceof String name) {
            Map<String, Object> function = new LinkedHashMap<>(Fields.object(call, FUNCTION));
            function.put(NAME, CallNoise.name(name, offered));
            cleaned.put(FUNCTION, function);
        }
        return cleaned;
    }
}
