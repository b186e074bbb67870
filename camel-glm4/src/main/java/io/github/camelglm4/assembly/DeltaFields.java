package io.github.camelglm4.assembly;

import io.github.camelglm4.json.Fields;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The fields of deltas without a component of their own ({@code refusal}, {@code annotations}, {@code audio}, ...),
 * joined over all chunks: text and lists are appended, objects are joined by field, for other values the last one wins.
 * Not thread-safe.
 */
final class DeltaFields {

    /** Joined by other classes, or fields of the choice. */
    private static final Set<String> ELSEWHERE = Set.of("index", "reasoning_content", "reasoning", "tool_calls");

    /** Fields that are repeated with each piece and therefore not appended. */
    private static final Set<String> REPEATED = Set.of(
            "type",
            "id",
            "index",
            "format",
            "name",
            "object",
            "model",
            "provider",
            "role",
            "status",
            "phase",
            "expires_at");

    private static final String AUDIO = "audio";

    private final Map<String, Object> fields = new LinkedHashMap<>();
    private final KeptSize kept;

    DeltaFields(KeptSize kept) {
        this.kept = kept;
    }

    void add(Map<String, Object> more) {
        more.forEach((name, value) -> {
            if (!ELSEWHERE.contains(name)) {
                join(fields, name, value);
            }
        });
    }

    private void join(Map<String, Object> target, String name, Object value) {
        if ("".equals(value)) {
            return;
        }
        if (value instanceof String text && !REPEATED.contains(name)) {
            kept.addText(text.length());
            kept.own(target, name, new StringBuilder()).append(text);
        } else if (value instanceof List<?> list) {
            list.forEach(kept::add);
            kept.own(target, name, new ArrayList<Object>()).addAll(list);
        } else if (value instanceof Map<?, ?> map) {
            Map<String, Object> own = kept.own(target, name, new LinkedHashMap<String, Object>());
            map.forEach((field, fieldValue) -> join(own, String.valueOf(field), fieldValue));
        } else if (value != null) {
            kept.put(target, name, value);
        }
    }

    /** Returns a copy of the fields so far. */
    Map<String, Object> toMap() {
        Map<String, Object> copy = copy(fields);
        Map<String, Object> audio = Fields.object(copy, AUDIO);
        if (audio.isEmpty()) {
            copy.remove(AUDIO);
        } else {
            audio.computeIfPresent("data", (name, data) -> data instanceof String text ? inOnePiece(text) : data);
        }
        return copy;
    }

    /** Pieces of audio are parts of one base64 text, or are encoded one by one, with padding in the middle. */
    private static String inOnePiece(String base64) {
        String[] pieces = base64.split("(?<==)(?=[^=])");
        if (pieces.length == 1) {
            return base64;
        }
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            for (String piece : pieces) {
                bytes.writeBytes(Base64.getDecoder().decode(piece));
            }
            return Base64.getEncoder().encodeToString(bytes.toByteArray());
        } catch (IllegalArgumentException noBase64) {
            return base64;
        }
    }

    private static Map<String, Object> copy(Map<?, ?> map) {
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((name, value) -> copy.put((String) name, value(value)));
        return copy;
    }

    private static Object value(Object value) {
        if (value instanceof StringBuilder text) {
            return text.toString();
        }
        if (value instanceof List<?> list) {
            return new ArrayList<>(list);
        }
        return value instanceof Map<?, ?> map ? copy(map) : value;
    }
}
