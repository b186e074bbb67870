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
 * One chunk of a streamed answer, as on the wire, in either shape: the platform's own or OpenAI's. Anything may be
 * missing; a field that is null counts as missing. An {@code error} that comes in the place of a chunk is one of the
 * {@link #others()}.
 *
 * <p>The short accessors tell of the choice with index 0, wherever it stands: when several alternatives were asked for,
 * chunks of the others come in between.
 *
 * @param id the answer's id, the same in every chunk; or null
 * @param created seconds since 1970, or null
 * @param model the model that answers, or null
 * @param choices what is new, empty in chunks that carry usage alone; never null
 * @param usage tokens, usually in one of the last chunks only; or null
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
     * What is new of one alternative.
     *
     * @param index its place
     * @param delta what the model said since the last chunk; never null, but possibly empty
     * @param finishReason why it stopped, null or blank on the wire as long as it has not: null
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
     * @param role {@code assistant}: in every chunk, the first, or none; or null
     * @param content text, or a list of parts (maps with a {@code type}), or null
     * @param reasoningContent text of a thinking model, from {@code reasoning_content} or vLLM's {@code reasoning}; or
     *     null
     * @param toolCalls fragments of tool calls as on the wire; never null
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

        /** The text: the content, or its text parts one after the other; never null. */
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

    /** A chunk from its wire form. Nothing is required here. */
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

    /** A whole answer as the only chunk of a stream, for servers that do not stream though they were asked to. */
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

    /** The error that the service reports in the chunk, as {@link ErrorBody#of} reads it; null where there is none. */
    public Map<String, Object> error() {
        Choice choice = first();
        return ErrorBody.reported(
                others, !choices.isEmpty(), choice == null ? Map.of() : choice.others(), delta().others());
    }

    /** What is new of the first alternative; empty where this chunk has nothing of it. */
    public Delta delta() {
        Choice choice = first();
        return choice == null ? Delta.NONE : choice.delta();
    }

    /** The text of this chunk alone; never null. White space is text. */
    @Override
    public String text() {
        return delta().text();
    }

    /** What the model thought, in this chunk alone; null when absent. */
    public String reasoningContent() {
        return delta().reasoningContent();
    }

    /** Fragments of tool calls as on the wire; never null. */
    public List<Map<String, Object>> toolCalls() {
        return delta().toolCalls();
    }

    /** Why the model stopped; null as long as it has not. More chunks may follow one that tells it. */
    public String finishReason() {
        Choice choice = first();
        return choice == null ? null : choice.finishReason();
    }

    /** The alternative with index 0; null where this chunk has nothing of it. */
    public Choice first() {
        for (int i = 0; i < choices.size(); i++) {
            if (choices.get(i).index() == 0) {
                return choices.get(i);
            }
        }
        return null;
    }

    /** The wire form; fields that are null are left out. */
    @JsonValue
    public Map<String, Object> toMap() {
        return ChatCompletion.json(
                id, created, model, choices.stream().map(Choice::toMap).toList(), usage, others);
    }
}
