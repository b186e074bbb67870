package io.github.camelglm4.assembly;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonParser.NumberType;
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
 * Makes chunks of the data of events, exactly those that {@link ChatCompletionChunk#of(Map)} would make, but without the
 * maps: an answer has thousands of chunks, and all but a few carry one word. What is the same in chunk after chunk (id,
 * model, role, ...) is one object.
 *
 * <p>One parser reads one stream. Not safe for use by several threads at once. It stands here and not beside the other
 * readers of JSON because those know nothing of the chat.
 */
public final class ChunkParser {

    private final JsonTokens.ObjectReader<ChatCompletionChunk> chunks = this::chunk;
    private final ObjectMemory memory;
    private final RepeatedChunk last = new RepeatedChunk();

    /** Where the pieces of text begin that the chunk was made of, counted from its own beginning; -1 for none. */
    private int contentAt;

    private int reasoningAt;
    private long beginsAt;

    private final RepeatedText id = new RepeatedText();
    private final RepeatedText model = new RepeatedText();
    private final RepeatedText role = new RepeatedText();
    private Long created;

    private final OtherFields others = new OtherFields();
    private final OtherFields choiceOthers = new OtherFields();
    private final OtherFields deltaOthers = new OtherFields();

    /** @param maxSize of one chunk in bytes: its objects may take as much memory, and at least 1 MB */
    public ChunkParser(int maxSize) {
        memory = ObjectMemory.within(maxSize);
    }

    /**
     * The chunk in the data of one event. Bytes after its end are not looked at; nothing of the array is kept.
     *
     * @throws IOException when the bytes are not one JSON object in UTF-8; the message tells the place and nothing of the
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
        String newId = null;
        Long newCreated = null;
        String newModel = null;
        List<ChatCompletionChunk.Choice> choices = List.of();
        Usage usage = null;
        beginsAt = parser.currentTokenLocation().getByteOffset();
        forgetPlaces();
        memory.reset();
        others.begin();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            switch (name) {
                case "id" -> newId = id.read(parser);
                case "created" -> newCreated = created(parser);
                case "model" -> newModel = model.read(parser);
                case "choices" -> choices = choices(parser);
                case "usage" -> usage = Usage.of(Fields.object(Json.value(parser, memory)));
                default -> others.read(name, parser, memory);
            }
        }
        return new ChatCompletionChunk(newId, newCreated, newModel, choices, usage, others.end());
    }

    private List<ChatCompletionChunk.Choice> choices(JsonParser parser) throws IOException {
        forgetPlaces();
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            Json.value(parser, memory);
            return List.of();
        }
        ChatCompletionChunk.Choice first = null;
        List<ChatCompletionChunk.Choice> several = null;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                Json.value(parser, memory);
            } else if (first == null) {
                first = choice(parser);
            } else {
                several = several == null ? new ArrayList<>(List.of(first)) : several;
                several.add(choice(parser));
            }
        }
        if (several != null) {
            return several;
        }
        return first == null ? List.of() : List.of(first);
    }

    private ChatCompletionChunk.Choice choice(JsonParser parser) throws IOException {
        int index = 0;
        ChatCompletionChunk.Delta delta = ChatCompletionChunk.Delta.NONE;
        String finishReason = null;
        memory.add(ObjectMemory.CONTAINER);
        choiceOthers.begin();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            switch (name) {
                case "index" -> index = index(parser);
                case "delta" -> delta = delta(parser);
                case "finish_reason" -> finishReason = text(parser);
                default -> choiceOthers.read(name, parser, memory);
            }
        }
        return new ChatCompletionChunk.Choice(index, delta, finishReason, choiceOthers.end());
    }

    private ChatCompletionChunk.Delta delta(JsonParser parser) throws IOException {
        forgetPlaces();
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            Json.value(parser, memory);
            return ChatCompletionChunk.Delta.NONE;
        }
        String newRole = null;
        Object content = null;
        String reasoningContent = null;
        String reasoning = null;
        List<Map<String, Object>> toolCalls = List.of();
        deltaOthers.begin();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            switch (name) {
                case "role" -> newRole = role.read(parser);
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
                default -> deltaOthers.read(name, parser, memory);
            }
        }
        return new ChatCompletionChunk.Delta(
                newRole,
                content,
                reasoningContent != null ? reasoningContent : reasoning,
                toolCalls,
                deltaOthers.end());
    }

    /** A field that is there twice counts as it is the second time: so does its place, and those of all within it. */
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

    private int index(JsonParser parser) throws IOException {
        if (isLong(parser)) {
            return (int) parser.getLongValue();
        }
        Long index = Fields.wholeNumber(Json.value(parser, memory));
        return index == null ? 0 : index.intValue();
    }

    private Long created(JsonParser parser) throws IOException {
        if (!isLong(parser)) {
            return Fields.wholeNumber(Json.value(parser, memory));
        }
        long seconds = parser.getLongValue();
        if (created == null || created != seconds) {
            created = seconds;
        }
        return created;
    }

    private static boolean isLong(JsonParser parser) throws IOException {
        return parser.currentToken() == JsonToken.VALUE_NUMBER_INT && parser.getNumberType() != NumberType.BIG_INTEGER;
    }

    /** Text that is likely to be what it was the last time. */
    private final class RepeatedText {

        private String last = "";

        String read(JsonParser parser) throws IOException {
            if (parser.currentToken() != JsonToken.VALUE_STRING) {
                return text(parser);
            }
            if (!JsonTokens.textEquals(parser, last)) {
                last = parser.getText();
            }
            return last;
        }
    }
}
