package io.github.camelglm4.chat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;

/**
 * A message body that stands for a text. Camel's {@code contains} looks into a body only when it is a String or a
 * stream cache; any other type is compared as a whole. As a stream cache, a body of this type is searched like its
 * text, any number of times, and never read by a reader of its own.
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
     * @throws IllegalStateException when that charset lacks a character of the text: a search for it would find nothing
     */
    @Override
    default void writeTo(OutputStream out) throws IOException {
        String text = text();
        Charset charset = Charset.defaultCharset();
        if (!StandardCharsets.UTF_8.equals(charset) && !charset.newEncoder().canEncode(text)) {
            throw new IllegalStateException(
                    "the body cannot be searched: its text has characters that the default charset " + charset
                            + " lacks. Start Java with -Dfile.encoding=UTF-8");
        }
        out.write(text.getBytes(charset));
    }

    /** Nothing was read, so there is nothing to go back to. */
    @Override
    default void reset() {}

    /** The same body: it can be shared. */
    @Override
    default StreamCache copy(Exchange exchange) {
        return this;
    }

    @Override
    default boolean inMemory() {
        return true;
    }

    /** Unknown: it has no position. */
    @Override
    default long position() {
        return -1;
    }
}
