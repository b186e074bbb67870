package io.github.camelglm4.assembly;

import io.github.camelglm4.chat.ChatCompletionChunk;
import io.github.camelglm4.chat.ChatCompletionChunk.Choice;
import io.github.camelglm4.chat.ChatCompletionChunk.Delta;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A chunk that was parsed, and the bytes around its piece of text. Most chunks differ from the one before in that piece
 * alone: where the bytes before and after it are the same, they say the same, and need not be parsed again.
 *
 * <p>Only plain text is read here, UTF-8 without an escape. Whatever is in any way unusual is the parser's, which knows all
 * of JSON.
 */
final class RepeatedChunk {

    private static final char REPLACES_MALFORMED = '\uFFFD';

    private ChatCompletionChunk chunk;
    private boolean reasoning;
    private byte[] around = {};
    private int before;
    private int after;

    /**
     * Remembers a chunk, if the next one can be told by it; otherwise it goes on with the one that it knows.
     *
     * @param opening where the quotation mark before the piece of text stands, counted from the offset; -1 if there is none
     * @param isReasoning whether that piece is what the model thought, not what it said
     */
    void remember(ChatCompletionChunk parsed, byte[] array, int offset, int length, int opening, boolean isReasoning) {
        if (opening < 0 || parsed.choices().size() != 1) {
            return;
        }
        int start = offset + opening + 1;
        int end = start;
        while (end < offset + length && isPlain(array[end])) {
            end++;
        }
        if (end == offset + length || array[end] != '"') {
            return;
        }
        chunk = parsed;
        reasoning = isReasoning;
        before = opening + 1;
        after = offset + length - end;
        if (around.length < before + after) {
            around = new byte[before + after];
        }
        System.arraycopy(array, offset, around, 0, before);
        System.arraycopy(array, end, around, before, after);
    }

    /** The chunk in those bytes, if they differ from the one that is known in the piece of text alone; else null. */
    ChatCompletionChunk next(byte[] array, int offset, int length) {
        int start = offset + before;
        int end = offset + length - after;
        if (chunk == null
                || start > end
                || !Arrays.equals(array, offset, start, around, 0, before)
                || !Arrays.equals(array, end, offset + length, around, before, before + after)) {
            return null;
        }
        for (int i = start; i < end; i++) {
            if (!isPlain(array[i])) {
                return null;
            }
        }
        String text = new String(array, start, end - start, StandardCharsets.UTF_8);
        return text.indexOf(REPLACES_MALFORMED) < 0 ? with(text) : null;
    }

    private ChatCompletionChunk with(String text) {
        Choice choice = chunk.choices().get(0);
        Delta delta = choice.delta();
        Delta changed = new Delta(
                delta.role(),
                reasoning ? delta.content() : text,
                reasoning ? text : delta.reasoningContent(),
                delta.toolCalls(),
                delta.others());
        return new ChatCompletionChunk(
                chunk.id(),
                chunk.created(),
                chunk.model(),
                List.of(new Choice(choice.index(), changed, choice.finishReason(), choice.others())),
                chunk.usage(),
                chunk.others());
    }

    /** Whether a byte within a JSON string stands for itself, or is part of a character that does. */
    private static boolean isPlain(byte b) {
        return b < 0 || b >= ' ' && b != '"' && b != '\\';
    }
}
