package io.github.camelglm4.assembly;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts the spoken answer together: {@code {id, data, expires_at}}, whole in one chunk or its {@code data} and
 * {@code transcript} in pieces. Of the other fields the last one counts.
 */
final class AudioAssembler {

    private final Map<String, Object> fields = new LinkedHashMap<>();
    private final List<String> data = new ArrayList<>();
    private final StringBuilder transcript = new StringBuilder();
    private final KeptSize kept;

    /** @param kept counts what is kept here too */
    AudioAssembler(KeptSize kept) {
        this.kept = kept;
    }

    void add(Map<String, Object> audio) {
        audio.forEach((name, value) -> {
            if (value instanceof String text && name.equals("data")) {
                data.add(text);
                kept.add(text);
                fields.put(name, "");
            } else if (value instanceof String text && name.equals("transcript")) {
                transcript.append(text);
                kept.addText(text.length());
                fields.put(name, "");
            } else if (value != null) {
                Object old = fields.put(name, value);
                kept.add(value);
                if (old == null) {
                    kept.add(name);
                } else {
                    kept.remove(old);
                }
            }
        });
    }

    boolean isEmpty() {
        return fields.isEmpty();
    }

    Map<String, Object> toMap() {
        Map<String, Object> audio = new LinkedHashMap<>(fields);
        audio.computeIfPresent("data", (name, place) -> joined());
        audio.computeIfPresent("transcript", (name, place) -> transcript.toString());
        return audio;
    }

    /** Pieces may be cut from one base64 text, or be encoded one by one; then padding stands in the middle. */
    private String joined() {
        boolean eachEncoded = data.subList(0, data.size() - 1).stream().anyMatch(piece -> piece.endsWith("="));
        if (!eachEncoded) {
            return String.join("", data);
        }
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            data.forEach(piece -> bytes.writeBytes(Base64.getDecoder().decode(piece)));
            return Base64.getEncoder().encodeToString(bytes.toByteArray());
        } catch (IllegalArgumentException noBase64) {
            return String.join("", data);
        }
    }
}
