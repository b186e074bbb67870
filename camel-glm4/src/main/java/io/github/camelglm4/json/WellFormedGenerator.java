package io.github.camelglm4.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import java.io.IOException;

/** Writes U+FFFD for lone surrogates, which Jackson would write as escapes that strict readers reject. */
final class WellFormedGenerator extends JsonGeneratorDelegate {

    WellFormedGenerator(JsonGenerator generator) {
        // false: objects that serializers pass on are written by this generator too
        super(generator, false);
    }

    @Override
    public void writeFieldName(String name) throws IOException {
        delegate.writeFieldName(Json.wellFormed(name));
    }

    @Override
    public void writeString(String text) throws IOException {
        delegate.writeString(Json.wellFormed(text));
    }

    @Override
    public void writeString(char[] text, int offset, int length) throws IOException {
        writeString(new String(text, offset, length));
    }
}
