package io.github.camelglm4.serving;

import io.github.camelglm4.chat.ChatCompletion;
import io.github.camelglm4.chat.ChatMessage;
import io.github.camelglm4.chat.Usage;
import io.github.camelglm4.json.Fields;
import io.github.camelglm4.json.Json;
import io.github.camelglm4.text.WholeCharacters;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes the events of one streamed answer. What is the same in all of them is made once; a delta of text costs its own
 * characters. Not thread-safe.
 */
final class ChunkEvents {

    private static final byte[] PREFIX = bytes("data: ");
    private static final byte[] END = bytes("\n\n");
    private static final byte[] DONE = bytes("data: [DONE]\n\n");
    private static final byte[] CONTENT = bytes("{\"index\":0,\"delta\":{\"content\":");
    private static final byte[] REASONING = bytes("{\"index\":0,\"delta\":{\"reasoning_content\":");
    private static final byte[] DELTA_END = bytes("},\"finish_reason\":null}]}\n\n");

    private final boolean includeUsage;
    private final byte[] start;
    private final WholeCharacters texts = new WholeCharacters();
    private final WholeCharacters thoughts = new WholeCharacters();

    /** @param includeUsage whether the caller asked for an event with usage alone */
    ChunkEvents(ReplyHead head, boolean includeUsage) {
        this.includeUsage = includeUsage;
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", head.id());
        json.put("object", "chat.completion.chunk");
        json.put("created", head.created());
        json.put("model", head.model());
        String fields = Json.writeText(json);
        this.start = bytes("data: " + fields.substring(0, fields.length() - 1) + ",\"choices\":[");
    }

    /** Who speaks: clients expect it first. */
    void role(Buffer out) {
        choice(out, 0, Map.of("role", "assistant", "content", ""), null);
    }

    void text(Buffer out, String text) {
        delta(out, CONTENT, texts.next(text));
    }

    void reasoning(Buffer out, String text) {
        delta(out, REASONING, thoughts.next(text));
    }

    /**
     * What is left to say at the end: calls of tools, further alternatives, reasons, usage.
     *
     * @param last the whole answer; the text of its first choice was written already
     */
    void end(Buffer out, ChatCompletion last) {
        delta(out, REASONING, thoughts.rest());
        delta(out, CONTENT, texts.rest());
        List<ChatCompletion.Choice> choices = last.choices();
        for (int i = 0; i < choices.size(); i++) {
            ChatCompletion.Choice choice = choices.get(i);
            Map<String, Object> delta = remaining(choice.message(), i == 0);
            if (!delta.isEmpty()) {
                choice(out, choice.index(), delta, null);
            }
        }
        for (ChatCompletion.Choice choice : choices) {
            boolean usageHere = !includeUsage && choice == choices.get(choices.size() - 1);
            finish(out, last, choice, usageHere ? last.usage() : null);
        }
        if (includeUsage) {
            Map<String, Object> usage = Map.of("usage", CompletionJson.usage(last.usage()));
            out.appendBytes(start).appendString("]").appendString(tail(usage)).appendBytes(END);
        }
        out.appendBytes(DONE);
    }

    /** A failure in the middle: the text so far is not an answer. */
    static void error(Buffer out, ApiError error) {
        out.appendBytes(PREFIX).appendBytes(error.json()).appendBytes(END);
    }

    private void delta(Buffer out, byte[] field, String text) {
        if (text.isEmpty()) {
            return;
        }
        byte[] json = Json.write(text);
        out.appendBytes(start).appendBytes(field).appendBytes(json).appendBytes(DELTA_END);
    }

    private static Map<String, Object> remaining(ChatMessage message, boolean textWritten) {
        Map<String, Object> delta = new LinkedHashMap<>();
        if (!textWritten) {
            delta.put("role", "assistant");
            Fields.putIfSet(delta, "content", message.content());
        }
        message.others().forEach((field, value) -> {
            if (field.equals("tool_calls")) {
                delta.put(field, numbered(message));
            } else if (!textWritten || !field.startsWith("reasoning")) {
                delta.put(field, value);
            }
        });
        return delta;
    }

    /** In a stream, calls have a number, by which clients put them together. */
    private static List<Map<String, Object>> numbered(ChatMessage message) {
        List<Map<String, Object>> calls = new ArrayList<>();
        for (Map<String, Object> call : Fields.objects(message.others(), "tool_calls")) {
            Map<String, Object> numbered = new LinkedHashMap<>();
            numbered.put("index", calls.size());
            call.forEach((field, value) -> {
                if (!field.equals("index")) {
                    numbered.put(field, value);
                }
            });
            calls.add(numbered);
        }
        return calls;
    }

    private void finish(Buffer out, ChatCompletion last, ChatCompletion.Choice choice, Usage usage) {
        Map<String, Object> extra = new LinkedHashMap<>();
        if (choice == last.choices().get(0)) {
            extra.putAll(last.others());
            extra.remove("object");
        }
        if (usage != null) {
            extra.put("usage", CompletionJson.usage(usage));
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("index", choice.index());
        json.put("delta", Map.of());
        json.put("finish_reason", CompletionJson.finishReason(last, choice));
        choice.others().forEach(json::putIfAbsent);
        write(out, json, extra);
    }

    private void choice(Buffer out, int index, Map<String, Object> delta, String finishReason) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("index", index);
        json.put("delta", delta);
        json.put("finish_reason", finishReason);
        write(out, json, Map.of());
    }

    private void write(Buffer out, Map<String, Object> choice, Map<String, Object> extra) {
        // what cannot be written must not leave half an event behind
        byte[] json = Json.write(choice);
        String tail = tail(extra);
        out.appendBytes(start)
                .appendBytes(json)
                .appendString("]")
                .appendString(tail)
                .appendBytes(END);
    }

    /** Further fields beside the choices, and the end of the object. */
    private static String tail(Map<String, Object> fields) {
        return fields.isEmpty() ? "}" : "," + Json.writeText(fields).substring(1);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
