package io.github.camelglm4.assembly;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.camelglm4.chat.ChatCompletionChunk;
import io.github.camelglm4.chat.Usage;
import io.github.camelglm4.json.Fields;
import io.github.camelglm4.json.Json;
import io.github.camelglm4.json.JsonTokens;
import io.github.camelglm4.json.ObjectMemory;
import io.github.camelglm4.json.OtherFields;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Parses the data of events into chunks, the same as {@link ChatCompletionChunk#of(Map)}, but without maps: an answer
 * has thousands of chunks, and most contain one word. A chunk that differs from the previous one only in that word is
 * not parsed, see {@link RepeatedChunk}.
 *
 * <p>One parser reads one stream. Not thread-safe. It is not in the package of the other JSON readers, because those do
 * not depend on the chat.
 */
public final class ChunkParser {

    private final JsonTokens.ObjectReader<ChatCompletionChunk> chunks = this::chunk;
    private final ObjectMemory memory;
    private final RepeatedChunk last = new RepeatedChunk();

    /** Where the pieces of text begin, as an offset in the chunk; -1 if there is none. */
    private int contentAt;

    private int reasoningAt;
    private long beginsAt;

    /** @param maxSize the limit for one chunk in bytes, and for the memory of its objects, which is at least 1 MB */
    public ChunkParser(int maxSize) {
        memory = ObjectMemory.within(maxSize);
    }

    /**
     * Parses the data of one event. Bytes after the end of the data are not read, and the array is not kept.
     *
     * @throws IOException if the bytes are not one JSON object in UTF-8; the message contains the position, but no
     *     content
     */
    public ChatCompletionChunk parse(byte[] array, int offset, int length) throws IOException {
        ChatCompletionChunk repeated = last.next(array, offset, length);
        if (repeated != null) {
            return repeated;
        }
        ChatCompletionChunk chunk = JsonTokens.readObject(array, offset, length, chunks);
        boolean isReasoning = chunk.text().isEmpty() && reasoningAt >= 0;
        last.remember(chunk, array, offset, length, isReasoning ? reasoningAt : contentAt, isReasoning);
        return chunk;
    }

    private ChatCompletionChunk chunk(JsonParser parser) throws IOException {
        String id = null;
        Long created = null;
        String model = null;
        List<ChatCompletionChunk.Choice> choices = List.of();
        Usage usage = null;
        beginsAt = parser.currentTokenLocation().getByteOffset();
        forgetPlaces();
        memory.reset();
        OtherFields others = new OtherFields(memory);
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            switch (name) {
                case "id" -> id = text(parser);
                case "created" -> created = wholeNumber(parser);
                case "model" -> model = text(parser);
                case "choices" -> choices = choices(parser);
                case "usage" -> usage = Usage.of(Fields.object(Json.value(parser, memory)));
                default -> others.read(name, parser);
            }
        }
        return new ChatCompletionChunk(id, created, model, choices, usage, others.fields());
    }

    private List<ChatCompletionChunk.Choice> choices(JsonParser parser) throws IOException {
        forgetPlaces();
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            Json.value(parser, memory);
            return List.of();
        }
        List<ChatCompletionChunk.Choice> choices = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() == JsonToken.START_OBJECT) {
                choices.add(choice(parser));
            } else {
                Json.value(parser, memory);
            }
        }
        return choices;
    }

    private ChatCompletionChunk.Choice choice(JsonParser parser) throws IOException {
        Long index = null;
        ChatCompletionChunk.Delta delta = ChatCompletionChunk.Delta.NONE;
        String finishReason = null;
        memory.add(ObjectMemory.CONTAINER);
        OtherFields others = new OtherFields(memory);
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            switch (name) {
                case "index" -> index = wholeNumber(parser);
                case "delta" -> delta = delta(parser);
                case "finish_reason" -> finishReason = text(parser);
                default -> others.read(name, parser);
            }
        }
        return new ChatCompletionChunk.Choice(
                index == null ? 0 : index.intValue(), delta, finishReason, others.fields());
    }

    private ChatCompletionChunk.Delta delta(JsonParser parser) throws IOException {
        forgetPlaces();
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            Json.value(parser, memory);
            return ChatCompletionChunk.Delta.NONE;
        }
        String role = null;
        Object content = null;
        String reasoningContent = null;
        String reasoning = null;
        List<Map<String, Object>> toolCalls = List.of();
        OtherFields others = new OtherFields(memory);
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            switch (name) {
                case "role" -> role = text(parser);
                case "content" -> {
                    contentAt = place(parser);
                    content = Json.value(parser, memory);
                }
                case "reasoning_content" -> {
                    reasoningAt = place(parser);
                    reasoningContent = text(parser);
                }
                case "reasoning" -> reasoning = text(parser);
                case "tool_calls" -> toolCalls = Fields.objects(Json.value(parser, memory));
                default -> others.read(name, parser);
            }
        }
        return new ChatCompletionChunk.Delta(
                role, content, reasoningContent != null ? reasoningContent : reasoning, toolCalls, others.fields());
    }

    /** Of a repeated field, only the last value and its positions count. */
    private void forgetPlaces() {
        contentAt = -1;
        reasoningAt = -1;
    }

    private int place(JsonParser parser) {
        return parser.currentToken() == JsonToken.VALUE_STRING
                ? (int) (parser.currentTokenLocation().getByteOffset() - beginsAt)
                : -1;
    }

    private String text(JsonParser parser) throws IOException {
        return Fields.text(Json.value(parser, memory));
    }

    private Long wholeNumber(JsonParser parser) throws IOException {
        return Fields.wholeNumber(Json.value(parser, memory));
    }
}
