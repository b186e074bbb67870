package io.github.camelglm4.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/** Writes maps, lists and scalars token by token, and leaves all else to Jackson's binding. Pure. */
final class JsonWriter {

    private JsonWriter() {}

    static void write(JsonGenerator generator, Object value) throws IOException {
        if (value instanceof String text) {
            generator.writeString(text);
        } else if (value instanceof Map<?, ?> map && isObject(map)) {
            generator.writeStartObject();
            for (Map.Entry<?, ?> field : map.entrySet()) {
                generator.writeFieldName((String) field.getKey());
                write(generator, field.getValue());
            }
            generator.writeEndObject();
        } else if (value instanceof List<?> list) {
            generator.writeStartArray();
            for (Object element : list) {
                write(generator, element);
            }
            generator.writeEndArray();
        } else if (value instanceof Boolean flag) {
            generator.writeBoolean(flag);
        } else if (value == null) {
            generator.writeNull();
        } else if (value instanceof Number number) {
            number(generator, number);
        } else {
            bind(generator, value);
        }
    }

    /** The binding may have been loaded later than the generator was made, which then knows no codec; serializers may use it. */
    private static void bind(JsonGenerator generator, Object value) throws IOException {
        generator.setCodec(Databind.MAPPER);
        Databind.MAPPER.writeValue(generator, value);
    }

    private static boolean isObject(Map<?, ?> map) {
        for (Object name : map.keySet()) {
            if (!(name instanceof String)) {
                return false;
            }
        }
        return true;
    }

    private static void number(JsonGenerator generator, Number number) throws IOException {
        if (number instanceof Integer i) {
            generator.writeNumber(i);
        } else if (number instanceof Long l) {
            generator.writeNumber(l);
        } else if (number instanceof Double d) {
            generator.writeNumber(d);
        } else if (number instanceof BigDecimal decimal) {
            generator.writeNumber(decimal);
        } else if (number instanceof BigInteger integer) {
            generator.writeNumber(integer);
        } else {
            bind(generator, number);
        }
    }
}
