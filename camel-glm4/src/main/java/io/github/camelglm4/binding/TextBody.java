package io.github.camelglm4.binding;

import io.github.camelglm4.error.FailureDetails;
import io.github.camelglm4.error.Glm4RequestException;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.CharArrayReader;
import java.io.Closeable;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.StreamCache;
import org.apache.camel.TypeConverter;
import org.apache.camel.WrappedFile;
import org.apache.camel.converter.stream.InputStreamCache;
import org.apache.camel.converter.stream.ReaderCache;

/** The text of a message body. A stream is left so that it can be read again, for a redelivery or a fallback. */
final class TextBody {

    private TextBody() {}

    /**
     * The text; null for a null body.
     *
     * @throws Glm4RequestException for a body that has no text, or cannot be read
     */
    static String read(Exchange exchange) {
        Message message = exchange.getMessage();
        Object body = message.getBody();
        if (body == null || body instanceof String) {
            return (String) body;
        }
        refusePicture(message);
        try {
            if (body instanceof byte[] bytes) {
                return new String(bytes, charset(exchange));
            }
            if (body instanceof InputStream stream) {
                return new String(bytes(stream, message), charset(exchange));
            }
            if (body instanceof Reader reader) {
                return characters(reader, message);
            }
            if (body instanceof File || body instanceof Path || body instanceof WrappedFile) {
                return file(body, exchange);
            }
        } catch (IOException e) {
            throw new Glm4RequestException("the body cannot be read: " + e.getMessage(), e, FailureDetails.NONE);
        }
        return converted(exchange, body);
    }

    /** Only a converter that someone registered knows the text of a type; its toString seldom is what was meant. */
    static String converted(Exchange exchange, Object body) {
        TypeConverter converter =
                exchange.getContext().getTypeConverterRegistry().lookup(String.class, body.getClass());
        String text = converter == null ? null : converter.tryConvertTo(String.class, exchange, body);
        if (text == null) {
            throw new Glm4RequestException("the body is a " + body.getClass().getName()
                    + ", which is neither text nor messages, and no type converter makes a String of it");
        }
        return text;
    }

    private static byte[] bytes(InputStream stream, Message message) throws IOException {
        if (stream instanceof StreamCache cache) {
            byte[] bytes = stream.readAllBytes();
            cache.reset();
            return bytes;
        }
        boolean canGoBack = canGoBack(stream);
        if (canGoBack) {
            stream.mark(Integer.MAX_VALUE);
        }
        byte[] bytes = stream.readAllBytes();
        if (canGoBack) {
            stream.reset();
        } else {
            message.setBody(new InputStreamCache(bytes));
        }
        return bytes;
    }

    private static String characters(Reader reader, Message message) throws IOException {
        StringWriter text = new StringWriter();
        if (reader instanceof StreamCache cache) {
            reader.transferTo(text);
            cache.reset();
            return text.toString();
        }
        boolean canGoBack = canGoBack(reader);
        if (canGoBack) {
            reader.mark(Integer.MAX_VALUE);
        }
        reader.transferTo(text);
        if (canGoBack) {
            reader.reset();
        } else {
            message.setBody(new ReaderCache(text.toString()));
        }
        return text.toString();
    }

    /**
     * Camel redelivers the very stream it was given, not the one put in its place: one that can go back, has to. These
     * can, over any length, without taking the memory for it at once as a BufferedReader does.
     */
    private static boolean canGoBack(Closeable stream) {
        return stream instanceof ByteArrayInputStream
                || stream instanceof BufferedInputStream
                || stream instanceof StringReader
                || stream instanceof CharArrayReader;
    }

    private static String file(Object body, Exchange exchange) throws IOException {
        try (InputStream stream = open(body instanceof WrappedFile<?> wrapped ? wrapped.getFile() : body, exchange)) {
            return stream == null ? null : new String(stream.readAllBytes(), charset(exchange));
        }
    }

    /** Camel's converter of a file from a file endpoint decodes it already, where that endpoint names a charset. */
    private static InputStream open(Object file, Exchange exchange) throws IOException {
        if (file instanceof File local) {
            return new FileInputStream(local);
        }
        return file instanceof Path path
                ? Files.newInputStream(path)
                : exchange.getMessage().getBody(InputStream.class);
    }

    static Charset charset(Exchange exchange) {
        String name = exchange.getProperty(Exchange.CHARSET_NAME, String.class);
        try {
            return name == null ? StandardCharsets.UTF_8 : Charset.forName(name);
        } catch (IllegalArgumentException e) {
            throw new Glm4RequestException("the property CamelCharsetName must be a charset, but is " + name);
        }
    }

    /** Bytes of a picture read as text would be sent as a long prompt of nonsense, and must not be left out silently. */
    static void refusePicture(Message message) {
        Object body = message.getBody();
        if (body == null || body instanceof String) {
            return;
        }
        String type = message.getHeader(Exchange.CONTENT_TYPE, String.class);
        if (type != null && type.strip().toLowerCase(Locale.ROOT).startsWith("image/")) {
            throw new Glm4RequestException(
                    "the body is a picture (Content-Type " + type + "): pictures are not supported yet");
        }
    }
}
