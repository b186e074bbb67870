package io.github.camelglm4.chat;

import io.github.camelglm4.error.ErrorBody;
import io.github.camelglm4.json.Fields;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes an answer, or a chunk of one, out of the object in which some gateways wrap it: {@code {"code": 0, "data":
 * {...}}}. Pure.
 */
public final class Envelope {

    private static final List<String> WHOLE = List.of("message", "text");
    private static final List<String> PLACES = List.of("data", "result");

    /** Fields that the answer may lack and the outer object may contain. */
    private static final List<String> OUTER_FIELDS = List.of("id", "created", "model", "usage", "request_id");

    private Envelope() {}

    /**
     * Returns the answer in an object that has no choices itself; the object if it contains no answer or reports an
     * error.
     */
    public static Map<String, Object> open(Map<String, Object> body) {
        if (ErrorBody.isError(body, false)) {
            return body;
        }
        for (String place : PLACES) {
            Map<String, Object> inner = Fields.object(body, place);
            if (inner.get("choices") != null || ErrorBody.isReported(inner.get("error"))) {
                Map<String, Object> answer = new HashMap<>(inner);
                OUTER_FIELDS.forEach(name -> answer.computeIfAbsent(name, body::get));
                return answer;
            }
        }
        return body;
    }

    /** Returns the chunk in an event, which may be a complete answer, with a message instead of the delta. */
    public static ChatCompletionChunk chunk(Map<String, Object> event) {
        Map<String, Object> part = event.get("choices") == null ? open(event) : event;
        return isWhole(part) ? ChatCompletionChunk.of(ChatCompletion.of(part)) : ChatCompletionChunk.of(part);
    }

    /** As {@link #chunk(Map)}, for an event that is already parsed. */
    public static ChatCompletionChunk chunk(ChatCompletionChunk read) {
        ChatCompletionChunk.Choice choice = read.first();
        boolean isUsual = choice == null ? hasNone(read.others(), PLACES) : hasNone(choice.others(), WHOLE);
        if (isUsual) {
            return read;
        }
        Map<String, Object> event = read.toMap();
        if (choice == null) {
            event.remove("choices");
        }
        return chunk(event);
    }

    /** Called for each chunk, so it must not allocate. */
    private static boolean hasNone(Map<String, Object> fields, List<String> names) {
        for (int i = 0; i < names.size(); i++) {
            if (fields.containsKey(names.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether the answer has a message, like one that is not streamed. */
    public static boolean isWhole(Map<String, Object> part) {
        return Fields.objects(part, "choices").stream()
                .anyMatch(choice -> WHOLE.stream().anyMatch(name -> choice.get(name) != null)
                        && Fields.object(choice, "delta").isEmpty());
    }
}
