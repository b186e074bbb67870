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
 * Writes an answer as events, each piece without delay: the pieces of one task of the event loop are written together.
 * The bytes that all events share are created once, so that a text delta only needs its own characters.
 */
final class EventResponse extends ChatResponse {

    private static final byte[] END = bytes("\n\n");
    private static final byte[] DONE = bytes("data: [DONE]\n\n");
    private static final byte[] CONTENT = bytes("{\"index\":0,\"delta\":{\"content\":");
    private static final byte[] REASONING = bytes("{\"index\":0,\"delta\":{\"reasoning_content\":");
    private static final byte[] DELTA_END = bytes("},\"finish_reason\":null}]}\n\n");

    private final boolean includeUsage;
    private final byte[] start;
    private final WholeCharacters texts = new WholeCharacters();
    private final WholeCharacters thoughts = new WholeCharacters();
    private Buffer gathered;
    private boolean begun;

    /** @param includeUsage whether the caller requested an extra event with the usage */
    EventResponse(ResponseWriter writer, ChatCompletion known, String model, boolean includeUsage) {
        super(writer, known, model);
        this.includeUsage = includeUsage;
        String fields = Json.writeText(head("chat.completion.chunk"));
        this.start = bytes("data: " + fields.substring(0, fields.length() - 1) + ",\"choices\":[");
    }

    @Override
    void text(String text) {
        delta(gather(), CONTENT, texts.next(text));
    }

    @Override
    void reasoning(String text) {
        delta(gather(), REASONING, thoughts.next(text));
    }

    /** Sends the first event immediately, although the piece is not complete. */
    @Override
    void busy() {
        if (!begun) {
            gather();
        } else if (gathered == null) {
            writer.busy();
        }
    }

    /** Writes the rest: tool calls, other choices, finish reasons and usage. */
    @Override
    void end(ChatCompletion last) {
        Buffer out = gather();
        delta(out, REASONING, thoughts.rest());
        delta(out, CONTENT, texts.rest());
        List<ChatCompletion.Choice> choices = last.choices();
        for (int i = 0; i < choices.size(); i++) {
            ChatCompletion.Choice choice = choices.get(i);
            Map<String, Object> delta = remaining(choice.message(), i == 0);
            if (!delta.isEmpty()) {
                delta(out, choice.index(), delta);
            }
        }
        for (ChatCompletion.Choice choice : choices) {
            boolean usageHere = !includeUsage && choice == choices.get(choices.size() - 1);
            finish(out, last, choice, usageHere ? last.usage() : null);
        }
        if (includeUsage) {
            out.appendBytes(start).appendString("]").appendString(tail(Map.of("usage", usage(last.usage()))));
            out.appendBytes(END);
        }
        gathered = null;
        writer.end(out.appendBytes(DONE));
    }

    /** After the first event, a failure is sent as an event: the text so far is not an answer. */
    @Override
    void fail(ServedError error) {
        flush();
        super.fail(error);
    }

    private Buffer gather() {
        if (gathered == null) {
            gathered = Buffer.buffer();
            writer.later(this::flush);
            if (!begun) {
                begun = true;
                writer.startEvents();
                // clients expect the role first
                delta(gathered, 0, Map.of("role", "assistant", "content", ""));
            }
        }
        return gathered;
    }

    private void flush() {
        if (gathered != null) {
            Buffer out = gathered;
            gathered = null;
            writer.write(out);
        }
    }

    private void delta(Buffer out, byte[] field, String text) {
        if (!text.isEmpty()) {
            byte[] json = Json.write(text);
            out.appendBytes(start).appendBytes(field).appendBytes(json).appendBytes(DELTA_END);
        }
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

    /** In a stream, tool calls have an index, which clients use to assemble them. */
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
            extra.put("usage", usage(usage));
        }
        write(out, choice(last, choice, "delta", Map.of()), extra);
    }

    private void delta(Buffer out, int index, Map<String, Object> delta) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("index", index);
        json.put("delta", delta);
        json.put("finish_reason", null);
        write(out, json, Map.of());
    }

    private void write(Buffer out, Map<String, Object> choice, Map<String, Object> extra) {
        // a failed conversion must not leave a partial event
        byte[] json = Json.write(choice);
        String tail = tail(extra);
        out.appendBytes(start)
                .appendBytes(json)
                .appendString("]")
                .appendString(tail)
                .appendBytes(END);
    }

    /** Returns the fields after the choices, and the end of the object. */
    private static String tail(Map<String, Object> fields) {
        return fields.isEmpty() ? "}" : "," + Json.writeText(fields).substring(1);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
