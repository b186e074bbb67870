package io.github.camelglm4.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Collects those fields of one object for which its reader has no place. Not safe for use by several threads at once.
 */
public final class OtherFields {

    private final ObjectMemory memory;
    private LinkedHashMap<String, Object> fields;

    /** @param memory counts what the fields take */
    public OtherFields(ObjectMemory memory) {
        this.memory = memory;
    }

    /** Takes the field whose value begins with the parser's token, and moves the parser to the value's last token. */
    public void read(String name, JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_NULL) {
            memory.add(ObjectMemory.FIELD);
            fields = fields == null ? new LinkedHashMap<>() : fields;
            fields.put(name, Json.value(parser, memory));
        } else if (fields != null) {
            // a field that was there already: the last one counts
            fields.remove(name);
        }
    }

    /** All of them; no more may be read. */
    public Map<String, Object> fields() {
        return fields == null || fields.isEmpty() ? Fields.NONE : new Fields(fields);
    }
}
