package io.github.camelglm4.chat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;

/**
 * A message body that represents a text. Camel's {@code contains} searches a body only if it is a String or a stream
 * cache; any other type is compared as a whole. As a stream cache, a body of this type can be searched like its text,
 * any number of times.
 */
public interface TextualBody extends StreamCache {

    /** The text; never null. */
    String text();

    /** The length of the text in characters, as of a String. */
    @Override
    default long length() {
        return text().length();
    }

    /**
     * Writes the text in the default charset of the JVM, in which Camel reads it back.
     *
     * @throws IllegalStateException if that charset does not support a character of the text
     */
    @Override
    default void writeTo(OutputStream out) throws IOException {
        String text = text();
        Charset charset = Charset.defaultCharset();
        if (!StandardCharsets.UTF_8.equals(charset) && !charset.newEncoder().canEncode(text)) {
            throw new IllegalStateException(
                    "the body cannot be searched: its text contains characters that the default charset " + charset
                            + " does not support. Start Java with -Dfile.encoding=UTF-8");
        }
        out.write(text.getBytes(charset));
    }

    /** Does nothing, because nothing was read. */
    @Override
    default void reset() {}

    /** Returns this body, which can be shared. */
    @Override
    default StreamCache copy(Exchange exchange) {
        return this;
    }

    @Override
    default boolean inMemory() {
        return true;
    }

    /** Returns -1: there is no position. */
    @Override
    default long position() {
        return -1;
    }
}
