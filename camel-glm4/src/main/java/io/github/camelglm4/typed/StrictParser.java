package io.github.camelglm4.typed;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import com.fasterxml.jackson.databind.JsonMappingException;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Passes the tokens of one object to Jackson's deserializers, and rejects what they accept: missing properties,
 * fractions, which they truncate, and large numbers, which become infinity. Not thread-safe.
 */
final class StrictParser extends JsonParserDelegate {

    private final Map<String, Boolean> required;
    private final Set<String> missing;
    private int depth;

    /**
     * @param parser before the object, at its start, or after a part of it that names its type
     * @param required the properties that must be present, and whether they may be null
     */
    StrictParser(JsonParser parser, Map<String, Boolean> required) throws IOException {
        super(parser);
        this.required = required;
        this.missing = new LinkedHashSet<>(required.keySet());
        this.depth = parser.hasToken(JsonToken.FIELD_NAME) || parser.hasToken(JsonToken.END_OBJECT) ? 1 : 0;
        if (parser.hasCurrentToken()) {
            check(parser.currentToken());
        }
    }

    /** Reports a value that a deserializer would accept, but that does not match. */
    static final class Misfit extends JsonMappingException {

        private static final long serialVersionUID = 1L;

        private final List<String> properties;

        /** @param properties the invalid properties of the object at the path; empty if the value itself is invalid */
        Misfit(JsonParser parser, String rule, Collection<String> properties) {
            super(parser, rule);
            this.properties = List.copyOf(properties);
        }

        List<String> properties() {
            return properties;
        }
    }

    @Override
    public JsonToken nextToken() throws IOException {
        JsonToken token = delegate.nextToken();
        if (token != null) {
            check(token);
        }
        return token;
    }

    private void check(JsonToken token) throws IOException {
        if (depth == 1 && token == JsonToken.FIELD_NAME) {
            missing.remove(delegate.currentName());
        } else if (depth == 1
                && token == JsonToken.VALUE_NULL
                && !required.getOrDefault(delegate.currentName(), true)) {
            throw new Misfit(delegate, "must not be null", List.of(delegate.currentName()));
        } else if (depth == 1 && token == JsonToken.END_OBJECT && !missing.isEmpty()) {
            throw new Misfit(delegate, "is missing", missing);
        }
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
    }

    @Override
    public JsonToken nextValue() throws IOException {
        JsonToken token = nextToken();
        return token == JsonToken.FIELD_NAME ? nextToken() : token;
    }

    @Override
    public JsonParser skipChildren() throws IOException {
        if (delegate.currentToken().isStructStart()) {
            delegate.skipChildren();
            depth--;
        }
        return this;
    }

    @Override
    public byte getByteValue() throws IOException {
        byte value = whole().getByteValue();
        // Jackson also accepts 255 as a byte, which is -1
        if (delegate.getIntValue() != value) {
            throw new Misfit(delegate, JavaTypes.words(byte.class, true), List.of());
        }
        return value;
    }

    @Override
    public short getShortValue() throws IOException {
        return whole().getShortValue();
    }

    @Override
    public int getValueAsInt() throws IOException {
        return whole().getValueAsInt();
    }

    @Override
    public long getValueAsLong() throws IOException {
        return whole().getValueAsLong();
    }

    /** Rejects a fraction; 1.0 is a whole number. */
    private JsonParser whole() throws IOException {
        if (delegate.hasToken(JsonToken.VALUE_NUMBER_FLOAT)
                && delegate.getDecimalValue().stripTrailingZeros().scale() > 0) {
            throw new Misfit(delegate, "must be a whole number", List.of());
        }
        return delegate;
    }

    @Override
    public float getFloatValue() throws IOException {
        float value = delegate.getFloatValue();
        requireFinite(Float.isFinite(value), "float");
        return value;
    }

    @Override
    public double getDoubleValue() throws IOException {
        double value = delegate.getDoubleValue();
        requireFinite(Double.isFinite(value), "double");
        return value;
    }

    private void requireFinite(boolean finite, String type) throws IOException {
        if (!finite) {
            throw new Misfit(delegate, "must be a number in the range of a " + type, List.of());
        }
    }
}
