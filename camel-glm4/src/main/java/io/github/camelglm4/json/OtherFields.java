package io.github.camelglm4.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Collects the fields of one object that its reader does not know. Not thread-safe. */
public final class OtherFields {

    private final ObjectMemory memory;
    private LinkedHashMap<String, Object> fields;

    /** @param memory counts the memory of the fields */
    public OtherFields(ObjectMemory memory) {
        this.memory = memory;
    }

    /** Reads the field whose value begins with the current token; its last token is then the current one. */
    public void read(String name, JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_NULL) {
            memory.add(ObjectMemory.FIELD);
            fields = fields == null ? new LinkedHashMap<>() : fields;
            fields.put(name, Json.value(parser, memory));
        } else if (fields != null) {
            // for a repeated field, the last one wins
            fields.remove(name);
        }
    }

    /** Returns all fields. No more fields may be read after this call. */
    public Map<String, Object> fields() {
        return fields == null || fields.isEmpty() ? Fields.NONE : new Fields(fields);
    }
}
