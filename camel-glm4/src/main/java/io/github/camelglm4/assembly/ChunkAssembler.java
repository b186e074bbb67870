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
 * Puts the whole answer together from its chunks: the one that would have come unstreamed.
 *
 * <ul>
 *   <li>Text and reasoning are joined; the parts of a content list that are text are joined too.
 *   <li>Id, model, time and role: the first that is set. Usage and finish reason: the last that is set, wherever it
 *       stands; chunks may follow the one with the finish reason, and usage may be told in each chunk, adding up.
 *   <li>Further fields of chunk and choice are gathered. Those of the delta ({@code refusal}, {@code annotations}, ...)
 *       are joined as OpenAI's clients do it: text is appended, lists grow, of other values the last one counts.
 *   <li>A JSON object that has none of a chunk's fields (a ping) is not one and leaves no trace.
 *   <li>Of several alternatives only the one with index 0 counts, the others are ignored.
 * </ul>
 *
 * Not safe for use by several threads at once.
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
     * How many characters are kept, roughly but never much less, so that the caller can stop an answer that is too
     * large.
     */
    public long keptChars() {
        return (text == null ? 0 : text.length()) + (reasoning == null ? 0 : reasoning.length()) + kept.chars();
    }

    /** How much memory the objects that are kept take beside their text, in bytes, roughly but never much less. */
    public long keptObjects() {
        return kept.objects();
    }

    /** The text so far; never null. */
    public String text() {
        return text == null ? "" : text.toString();
    }

    /** The finish reason so far; null as long as there was none. */
    public String finishReason() {
        return finishReason;
    }

    /** The answer as far as it has come; without a choice if none has come. */
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
