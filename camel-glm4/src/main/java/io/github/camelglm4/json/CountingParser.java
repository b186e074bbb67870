package io.github.camelglm4.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;

/** A parser for Jackson's readers that counts the memory of the objects that they create from its tokens. */
public final class CountingParser extends JsonParserDelegate {

    private final ObjectMemory memory;

    /** @param memory the limit for the objects; beyond it {@link #nextToken()} throws {@link JsonTooLargeException} */
    public CountingParser(JsonParser parser, ObjectMemory memory) {
        super(parser);
        this.memory = memory;
    }

    @Override
    public JsonToken nextToken() throws IOException {
        JsonToken token = super.nextToken();
        if (token == null) {
            return null;
        }
        if (token == JsonToken.FIELD_NAME) {
            memory.add(ObjectMemory.FIELD);
        } else if (token.isStructStart()) {
            memory.add(ObjectMemory.VALUE + ObjectMemory.CONTAINER);
        } else if (token.isScalarValue()) {
            memory.add(ObjectMemory.VALUE);
        }
        return token;
    }

    @Override
    public JsonToken nextValue() throws IOException {
        JsonToken token = nextToken();
        return token == JsonToken.FIELD_NAME ? nextToken() : token;
    }
}
