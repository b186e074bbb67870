package io.github.camelglm4.stream;

import io.github.camelglm4.assembly.ChunkAssembler;
import io.github.camelglm4.chat.AnswerListener;
import io.github.camelglm4.chat.ChatCompletion;
import io.github.camelglm4.chat.ChatCompletionChunk;
import io.github.camelglm4.chat.ChatReply;
import io.github.camelglm4.chat.FunctionNames;
import io.github.camelglm4.chat.Thinking;
import io.github.camelglm4.chat.ThinkingSplitter;
import io.github.camelglm4.error.FailureDetails;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.error.Glm4ResponseException;
import io.github.camelglm4.json.ObjectMemory;
import io.github.camelglm4.stream.StreamElement.Type;
import io.github.camelglm4.text.WholeCharacters;

/**
 * Creates elements from chunks, and the end of the complete answer. A chunk without new content makes no element; white
 * space is new content. Not thread-safe: used by one thread at a time, see {@link EventStream}.
 */
final class ChunkSink {

    /** Unread elements are kept if the complete answer is needed; even one without text is longer in the response. */
    private static final int ELEMENT_SIZE = 16;

    /** Memory of an unread element in bytes, without its text. */
    private static final int ELEMENT_MEMORY = 96;

    private final StreamWriter pipe;
    private final ChunkAssembler assembler = new ChunkAssembler();
    private final ThinkingSplitter thinking;
    private final WholeCharacters texts = new WholeCharacters();
    private final WholeCharacters thoughts = new WholeCharacters();
    private final FunctionNames functions;
    private final int maxSize;
    private final AnswerListener listener;
    private int elements;

    /**
     * @param maxSize maximum size of the kept part of the answer, in characters
     * @param listener called for each chunk with new content, and for the complete answer
     */
    ChunkSink(StreamWriter pipe, AnswerSettings settings, int maxSize, AnswerListener listener) {
        this.pipe = pipe;
        this.thinking = settings.stripThinking() ? new ThinkingSplitter() : null;
        this.functions = settings.functions();
        this.maxSize = maxSize;
        this.listener = listener;
    }

    /**
     * Adds the next chunk.
     *
     * @return whether it had new content
     * @throws Glm4ResponseException if the answer is too large
     */
    boolean accept(ChatCompletionChunk read) {
        ChatCompletionChunk chunk = functions.cleaned(read);
        int before = elements;
        assembler.add(chunk);
        put(Type.REASONING, chunk.reasoningContent());
        if (thinking == null) {
            put(Type.TEXT, chunk.text());
        } else {
            put(thinking.next(chunk.text()));
        }
        if (!chunk.toolCalls().isEmpty()) {
            pipe.put(new StreamElement(elements++, Type.TOOL, "", null));
        }
        if (assembler.keptChars() + (long) elements * ELEMENT_SIZE > maxSize) {
            throw new Glm4ResponseException("the streamed answer is larger than maxResponseSize of " + maxSize);
        }
        long objects = assembler.keptObjects() + (long) pipe.held() * ELEMENT_MEMORY;
        if (objects > ObjectMemory.allowance(maxSize)) {
            throw new Glm4ResponseException("the tool calls, fields and unread chunks of the streamed answer take more"
                    + " memory than maxResponseSize of " + maxSize + " bytes allows");
        }
        if (elements == before) {
            return false;
        }
        listener.chunk();
        return true;
    }

    /** Returns whether there was a finish reason: then the answer is complete, however the connection ends. */
    boolean hasFinishReason() {
        return assembler.finishReason() != null;
    }

    boolean hasElements() {
        return elements > 0;
    }

    String text() {
        return assembler.text();
    }

    /**
     * Ends the stream with the complete answer, and returns it.
     *
     * @param details of the response
     * @throws Glm4Exception if there is no valid answer: moderation, a failure of the service, no choices
     */
    ChatCompletion end(FailureDetails details) {
        if (thinking != null) {
            put(thinking.end());
        }
        putWhole(Type.REASONING, thoughts.rest());
        putWhole(Type.TEXT, texts.rest());
        ChatCompletion whole = assembler.completion();
        if (whole.choices().isEmpty()) {
            throw new Glm4ResponseException("the streamed answer has no choices", null, details);
        }
        whole.requireWhole(() -> details);
        ChatCompletion last = thinking == null ? whole : Thinking.strip(whole);
        ChatReply reply = new ChatReply(last, details.serverRequestId(), details.attempts());
        listener.answered(last);
        pipe.end(new StreamElement(elements++, Type.END, "", reply));
        return last;
    }

    private void put(Thinking parts) {
        put(Type.REASONING, parts.reasoning());
        put(Type.TEXT, parts.text());
    }

    private void put(Type type, String text) {
        if (text != null) {
            putWhole(type, (type == Type.TEXT ? texts : thoughts).next(text));
        }
    }

    /** Services may split a character between chunks; readers get it complete. */
    private void putWhole(Type type, String text) {
        if (!text.isEmpty()) {
            pipe.put(new StreamElement(elements++, type, text, null));
        }
    }
}
