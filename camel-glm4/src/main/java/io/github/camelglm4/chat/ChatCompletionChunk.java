package io.github.camelglm4.chat;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.github.camelglm4.error.ErrorBody;
import io.github.camelglm4.json.Fields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One chunk of a streamed answer, with all fields of its JSON, in the format of the platform or of OpenAI. Any field
 * may be missing; null counts as missing. An {@code error} instead of a chunk is one of the {@link #others()}.
 *
 * <p>The short accessors return fields of the choice with index 0, at any position: if several alternatives are
 * requested, chunks of the others come in between.
 *
 * @param id the id of the answer, the same in every chunk; or null
 * @param created seconds since 1970, or null
 * @param model the model that answers, or null
 * @param choices the new parts, empty in chunks that only contain usage; never null
 * @param usage the number of tokens, usually only in one of the last chunks; or null
 * @param others all further fields ({@code object}, {@code web_search}, {@code content_filter}, ...); never null
 */
public record ChatCompletionChunk(
        String id, Long created, String model, List<Choice> choices, Usage usage, Map<String, Object> others)
        implements TextualBody {

    public ChatCompletionChunk {
        choices = choices == null ? List.of() : List.copyOf(choices);
        others = Fields.of(others);
    }

    /**
     * The new part of one alternative.
     *
     * @param index its position
     * @param delta the message since the previous chunk; never null, but may be empty
     * @param finishReason why the model stopped; null until then, also if the JSON contains a blank text
     * @param others all further fields ({@code logprobs}, ...); never null
     */
    public record Choice(int index, Delta delta, String finishReason, Map<String, Object> others) {

        private static final Set<String> COMPONENTS = Set.of("index", "delta", "finish_reason");

        public Choice {
            delta = delta == null ? Delta.NONE : delta;
            finishReason = Fields.unlessNone(finishReason);
            others = Fields.of(others);
        }

        static Choice of(Map<String, Object> json) {
            return new Choice(
                    ChatCompletion.Choice.index(json),
                    Delta.of(Fields.object(json, "delta")),
                    Fields.text(json, "finish_reason"),
                    Fields.without(json, COMPONENTS));
        }

        Map<String, Object> toMap() {
            return ChatCompletion.Choice.json(index, "delta", delta.toMap(), finishReason, others);
        }
    }

    /**
     * A piece of a message.
     *
     * @param role {@code assistant}, in every chunk, in the first one or in none; or null
     * @param content text, or a list of parts (maps with a {@code type}), or null
     * @param reasoningContent the reasoning of a thinking model, from {@code reasoning_content} or vLLM's
     *     {@code reasoning}; or null
     * @param toolCalls fragments of tool calls as JSON; never null
     * @param others all further fields ({@code audio}, ...); never null
     */
    public record Delta(
            String role,
            Object content,
            String reasoningContent,
            List<Map<String, Object>> toolCalls,
            Map<String, Object> others) {

        /** Nothing new. */
        public static final Delta NONE = new Delta(null, null, null, List.of(), Map.of());

        private static final Set<String> COMPONENTS =
                Set.of("role", "content", "reasoning_content", "reasoning", "tool_calls");

        public Delta {
            toolCalls = toolCalls == null ? List.of() : List.copyOf(toolCalls);
            others = Fields.of(others);
        }

        static Delta of(Map<String, Object> json) {
            String reasoning = Fields.text(json, "reasoning_content");
            return new Delta(
                    Fields.text(json, "role"),
                    json.get("content"),
                    reasoning != null ? reasoning : Fields.text(json, "reasoning"),
                    Fields.objects(json, "tool_calls"),
                    Fields.without(json, COMPONENTS));
        }

        /** The content, or its joined text parts; never null. */
        public String text() {
            return ChatMessage.textOf(content);
        }

        Map<String, Object> toMap() {
            Map<String, Object> json = new LinkedHashMap<>();
            Fields.putIfSet(json, "role", role);
            Fields.putIfSet(json, "content", content);
            Fields.putIfSet(json, "reasoning_content", reasoningContent);
            Fields.putIfSet(json, "tool_calls", toolCalls.isEmpty() ? null : toolCalls);
            json.putAll(others);
            return json;
        }
    }

    /** Creates a chunk from its JSON. No field is required. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static ChatCompletionChunk of(Map<String, Object> json) {
        return new ChatCompletionChunk(
                Fields.text(json, "id"),
                Fields.wholeNumber(json, "created"),
                Fields.text(json, "model"),
                ChatCompletion.choices(json, Choice::of),
                Usage.of(Fields.object(json, "usage")),
                Fields.without(json, ChatCompletion.COMPONENTS));
    }

    /** Creates the only chunk of a stream from a complete answer, for servers that ignore {@code stream}. */
    public static ChatCompletionChunk of(ChatCompletion completion) {
        List<Choice> choices = completion.choices().stream()
                .map(whole -> new Choice(
                        whole.index(), Delta.of(whole.message().toMap()), whole.finishReason(), whole.others()))
                .toList();
        return new ChatCompletionChunk(
                completion.id(),
                completion.created(),
                completion.model(),
                choices,
                completion.usage(),
                completion.others());
    }

    /** The error that the service reports in the chunk, as {@link ErrorBody#of} reads it; null if there is none. */
    public Map<String, Object> error() {
        Choice choice = first();
        return ErrorBody.reported(
                others, !choices.isEmpty(), choice == null ? Map.of() : choice.others(), delta().others());
    }

    /** The new part of the first alternative; empty if this chunk has none. */
    public Delta delta() {
        Choice choice = first();
        return choice == null ? Delta.NONE : choice.delta();
    }

    /** The text of this chunk alone; never null. White space is text. */
    @Override
    public String text() {
        return delta().text();
    }

    /** The reasoning in this chunk alone; null if absent. */
    public String reasoningContent() {
        return delta().reasoningContent();
    }

    /** Fragments of tool calls as JSON; never null. */
    public List<Map<String, Object>> toolCalls() {
        return delta().toolCalls();
    }

    /** Why the model stopped; null until then. More chunks may follow the one with the finish reason. */
    public String finishReason() {
        Choice choice = first();
        return choice == null ? null : choice.finishReason();
    }

    /** The alternative with index 0; null if this chunk has none. */
    public Choice first() {
        for (int i = 0; i < choices.size(); i++) {
            if (choices.get(i).index() == 0) {
                return choices.get(i);
            }
        }
        return null;
    }

    /** Returns the JSON, without fields that are null. */
    @JsonValue
    public Map<String, Object> toMap() {
        return ChatCompletion.json(
                id, created, model, choices.stream().map(Choice::toMap).toList(), usage, others);
    }
}
