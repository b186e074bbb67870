package io.github.camelglm4.assembly;

import io.github.camelglm4.chat.ChatCompletion;
import io.github.camelglm4.chat.ChatCompletionChunk;
import io.github.camelglm4.chat.ChatMessage;
import io.github.camelglm4.chat.Usage;
import io.github.camelglm4.error.ErrorBody;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Assembles the complete answer from its chunks, as it would be without streaming.
 *
 * <ul>
 *   <li>Text, reasoning and the text parts of a content list are joined.
 *   <li>Id, model, time and role: the first value that is set. Usage and finish reason: the last value that is set, in
 *       any chunk; chunks may follow the one with the finish reason, and each chunk may contain the usage so far.
 *   <li>Other fields of chunk and choice are collected. Those of the delta ({@code refusal}, {@code annotations}, ...)
 *       are joined as in OpenAI's clients: text and lists are appended, for other values the last one wins.
 *   <li>A JSON object without any field of a chunk (a ping) is ignored.
 *   <li>Alternatives with an index other than 0 are ignored.
 * </ul>
 *
 * Not thread-safe.
 */
public final class ChunkAssembler {

    private String id;
    private Long created;
    private String model;
    private String role;
    private String finishReason;
    private Usage usage;
    private boolean hasChoice;
    private StringBuilder text;
    private StringBuilder reasoning;
    private final KeptSize kept = new KeptSize();
    private final ToolCallAssembler toolCalls = new ToolCallAssembler(kept);
    private final DeltaFields deltaFields = new DeltaFields(kept);
    private final ExtraFields extras = new ExtraFields(kept);
    private final ExtraFields choiceExtras = new ExtraFields(kept);

    public void add(ChatCompletionChunk chunk) {
        id = firstSet(id, chunk.id());
        model = firstSet(model, chunk.model());
        if (created == null && chunk.created() != null && chunk.created() != 0) {
            created = chunk.created();
        }
        ChatCompletionChunk.Choice first = chunk.first();
        Usage reported = Usage.reported(chunk.usage(), first == null ? Map.of() : first.others());
        usage = reported != null ? reported : usage;
        if (isPartOfAnswer(chunk)) {
            extras.add(chunk.others());
        }
        for (int i = 0; i < chunk.choices().size(); i++) {
            if (chunk.choices().get(i).index() == 0) {
                add(chunk.choices().get(i));
            }
        }
    }

    private void add(ChatCompletionChunk.Choice choice) {
        hasChoice = true;
        finishReason = choice.finishReason() != null ? choice.finishReason() : finishReason;
        choiceExtras.add(choice.others());
        ChatCompletionChunk.Delta delta = choice.delta();
        role = firstSet(role, delta.role());
        if (delta.content() != null) {
            text = append(text, delta.text());
        }
        if (delta.reasoningContent() != null) {
            reasoning = append(reasoning, delta.reasoningContent());
        }
        toolCalls.add(delta.toolCalls());
        if (!delta.others().isEmpty()) {
            deltaFields.add(delta.others());
        }
    }

    private static boolean isPartOfAnswer(ChatCompletionChunk chunk) {
        return chunk.id() != null
                || chunk.created() != null
                || chunk.model() != null
                || chunk.usage() != null
                || !chunk.choices().isEmpty();
    }

    private static String firstSet(String first, String next) {
        return first == null && next != null && !next.isBlank() ? next : first;
    }

    private static StringBuilder append(StringBuilder target, String piece) {
        return (target == null ? new StringBuilder() : target).append(piece);
    }

    /**
     * The number of characters kept, an estimate that is never much too low. The caller can stop a too large answer.
     */
    public long keptChars() {
        return (text == null ? 0 : text.length()) + (reasoning == null ? 0 : reasoning.length()) + kept.chars();
    }

    /** The memory of the objects kept, without their text, in bytes: an estimate that is never much too low. */
    public long keptObjects() {
        return kept.objects();
    }

    /** The text so far; never null. */
    public String text() {
        return text == null ? "" : text.toString();
    }

    /** The finish reason so far; null until there is one. */
    public String finishReason() {
        return finishReason;
    }

    /** The answer so far; without a choice if no chunk had one. */
    public ChatCompletion completion() {
        List<ChatCompletion.Choice> choices = hasChoice
                ? List.of(new ChatCompletion.Choice(0, message(), finishReason, choiceExtras.toMap()))
                : List.of();
        Map<String, Object> others = ErrorBody.withoutNoError(extras.toMap());
        others.replace("object", "chat.completion.chunk", "chat.completion");
        return new ChatCompletion(id, created, model, choices, usage, others);
    }

    private ChatMessage message() {
        Map<String, Object> others = new LinkedHashMap<>();
        if (reasoning != null) {
            others.put("reasoning_content", reasoning.toString());
        }
        List<Map<String, Object>> calls = toolCalls.toolCalls();
        if (!calls.isEmpty()) {
            others.put("tool_calls", calls);
        }
        others.putAll(deltaFields.toMap());
        return new ChatMessage(role == null ? "assistant" : role, text == null ? null : text.toString(), others);
    }
}
