package io.github.camelglm4.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Collects those fields of an object for which its reader has no place. Chunk after chunk they tend to be the same
 * ({@code object}, {@code system_fingerprint}); then the same map is given out again. Not safe for use by several threads
 * at once.
 */
public final class OtherFields {

    private static final int MOST_REMEMBERED = 8;

    private final String[] names = new String[MOST_REMEMBERED];
    private final Object[] values = new Object[MOST_REMEMBERED];
    private int remembered;
    private KeptFields last = KeptFields.NONE;

    /** So many fields of this object were the first ones of the last object; counts while {@code fresh} is null. */
    private int same;

    private LinkedHashMap<String, Object> fresh;

    /** Begins a new object. */
    public void begin() {
        same = 0;
        fresh = null;
    }

    /** Takes the field whose value begins with the parser's token, and moves the parser to the value's last token. */
    public void read(String name, JsonParser parser, ObjectMemory memory) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            forget(name);
            return;
        }
        Object expected = fresh == null && same < remembered && name.equals(names[same]) ? values[same] : null;
        boolean isText = parser.currentToken() == JsonToken.VALUE_STRING;
        if (isText && expected instanceof String text && JsonTokens.textEquals(parser, text)) {
            same++;
            return;
        }
        memory.add(ObjectMemory.FIELD);
        Object value = Json.value(parser, memory);
        if (value.equals(expected)) {
            same++;
        } else {
            fresh().put(name, value);
        }
    }

    /** Ends the object. */
    public Map<String, Object> end() {
        if (fresh == null && same == remembered) {
            return last;
        }
        KeptFields fields = fresh().isEmpty() ? KeptFields.NONE : new KeptFields(fresh);
        fresh = null;
        remember(fields);
        return fields;
    }

    private void remember(KeptFields fields) {
        boolean few = fields.size() <= MOST_REMEMBERED;
        last = few ? fields : KeptFields.NONE;
        remembered = 0;
        for (Map.Entry<String, Object> field : last.entrySet()) {
            names[remembered] = field.getKey();
            values[remembered++] = field.getValue();
        }
    }

    /** A field that was there already and is null the second time: the last one wins. */
    private void forget(String name) {
        if (fresh == null) {
            for (int i = 0; i < same; i++) {
                if (name.equals(names[i])) {
                    fresh();
                }
            }
        }
        if (fresh != null) {
            fresh.remove(name);
        }
    }

    private LinkedHashMap<String, Object> fresh() {
        if (fresh == null) {
            fresh = new LinkedHashMap<>();
            for (int i = 0; i < same; i++) {
                fresh.put(names[i], values[i]);
            }
        }
        return fresh;
    }
}
