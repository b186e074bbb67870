package io.github.camelglm4.binding;

import io.github.camelglm4.Glm4Headers;
import io.github.camelglm4.binding.image.BinaryBody;
import io.github.camelglm4.binding.image.Images;
import io.github.camelglm4.binding.image.MediaType;
import io.github.camelglm4.chat.ChatCompletion;
import io.github.camelglm4.error.FailureDetails;
import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.json.Json;
import io.github.camelglm4.text.PrintableText;
import java.io.CharArrayReader;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.StreamCache;
import org.apache.camel.TypeConverter;
import org.apache.camel.converter.stream.ReaderCache;
import org.apache.camel.util.IOHelper;

/** Reads the text of a message body. A stream can then be read again, for a redelivery or a fallback. */
public final class TextBody {

    /** The converter that calls toString, in a module of Camel that this one does not know. */
    private static final String FALLBACK = "org.apache.camel.impl.converter.ToStringTypeConverter";

    private static final String BODY = "the body";

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private TextBody() {}

    /**
     * Returns the text; null for a null body.
     *
     * @throws Glm4RequestException if the body is not text, or cannot be read
     */
    public static String read(Exchange exchange) {
        Message message = exchange.getMessage();
        return read(exchange, BODY, message.getBody(), message::setBody);
    }

    /**
     * Returns the text of an element of a body; null for null. A stream cache can then be read again, any other stream
     * cannot.
     *
     * @param what the element, for messages
     * @throws Glm4RequestException as {@link #read(Exchange)}
     */
    public static String ofElement(Exchange exchange, String what, Object element) {
        return read(exchange, what, element, again -> {});
    }

    /** @param replace called with the replacement of a stream that cannot be rewound */
    private static String read(Exchange exchange, String what, Object body, Consumer<Object> replace) {
        if (body == null || body instanceof String) {
            return (String) body;
        }
        try {
            if (BinaryBody.is(body)) {
                byte[] bytes = BinaryBody.read(exchange, body, BinaryBody.ALL, replace::accept);
                return decoded(exchange, what, body, bytes);
            }
            if (body instanceof Reader reader) {
                return characters(reader, replace);
            }
        } catch (IOException e) {
            throw new Glm4RequestException(what + " cannot be read: " + e.getMessage(), e, FailureDetails.NONE);
        }
        return converted(exchange, what, body);
    }

    /**
     * Returns the body as text for a model or its caller: text unchanged, data as JSON. The body must not be null.
     *
     * @throws RuntimeException if the body is not text, or cannot be read
     */
    public static String textOrJson(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        if (isData(body)) {
            return Json.writeText(body);
        }
        Images.refuse(exchange);
        return read(exchange);
    }

    private static boolean isData(Object body) {
        return body instanceof Map
                || body instanceof Collection
                || body instanceof Object[]
                || body instanceof Number
                || body instanceof Boolean
                || body instanceof Record && !isOurs(body);
    }

    /** Our types have their own converters. */
    private static boolean isOurs(Object body) {
        return body.getClass().getPackageName().equals(ChatCompletion.class.getPackageName());
    }

    /**
     * Checks that a body of bytes is text, which the header may replace: other bytes must not be dropped silently.
     *
     * @throws Glm4RequestException like {@link #read}
     */
    static void check(Exchange exchange) {
        if (BinaryBody.isOrConverts(exchange, exchange.getMessage().getBody())) {
            read(exchange);
        }
    }

    private static String decoded(Exchange exchange, String what, Object body, byte[] bytes) {
        MediaType declared = MediaType.of(exchange.getMessage(), body);
        MediaType shown = declared != null && declared.isExplicit() ? null : MediaType.ofContent(bytes);
        MediaType type = shown != null ? shown : declared;
        if (type != null && type.isNoText()) {
            throw new Glm4RequestException(what + " is " + type + ", which cannot be sent: convert it to text first"
                    + (type == shown
                            ? ""
                            : ", or set the header " + Glm4Headers.MEDIA_TYPE + " to text/plain if it is text"));
        }
        return decoded(what, bytes, charset(exchange, body));
    }

    /** Decodes strictly: no replacement characters; a byte order mark is removed. */
    private static String decoded(String what, byte[] bytes, Charset charset) {
        String text;
        try {
            text = charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw notText(what + " is not valid " + charset + " text", bytes);
        }
        if (text.indexOf('\0') >= 0) {
            throw notText(what + " contains NUL characters if decoded as " + charset, bytes);
        }
        return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    }

    private static Glm4RequestException notText(String problem, byte[] bytes) {
        return new Glm4RequestException(problem + ". If it is text, set the exchange property CamelCharsetName to its"
                + " charset" + (beginsAsUtf16(bytes) ? " (it begins like UTF-16)" : ", such as ISO-8859-1")
                + "; other data, except an image, must be converted to text first");
    }

    private static boolean beginsAsUtf16(byte[] bytes) {
        if (bytes.length < 2) {
            return false;
        }
        String first = new String(bytes, 0, 2, StandardCharsets.ISO_8859_1);
        return first.equals("\u00ff\u00fe") || first.equals("\u00fe\u00ff");
    }

    /** Converts a body with a registered converter only: toString is rarely the intended text. */
    public static String converted(Exchange exchange, Object body) {
        return converted(exchange, BODY, body);
    }

    private static String converted(Exchange exchange, String what, Object body) {
        TypeConverter converter = converter(exchange, body);
        String text = converter == null ? null : converter.tryConvertTo(String.class, exchange, body);
        if (text == null) {
            throw new Glm4RequestException(what + " is a " + body.getClass().getName()
                    + ", which is neither text nor messages, and no type converter converts it to a String");
        }
        if (text.indexOf('\uFFFD') >= 0 || text.indexOf('\0') >= 0) {
            // a converter of bytes may have replaced bytes that are not text
            byte[] bytes = BinaryBody.converted(exchange, body);
            return bytes == null ? text : decoded(exchange, what, body, bytes);
        }
        return text;
    }

    /** Returns null also for the fallback, which Camel remembers for a type once it was used, such as by a log. */
    private static TypeConverter converter(Exchange exchange, Object body) {
        TypeConverter converter =
                exchange.getContext().getTypeConverterRegistry().lookup(String.class, body.getClass());
        return converter == null || converter.getClass().getName().equals(FALLBACK) ? null : converter;
    }

    private static String characters(Reader reader, Consumer<Object> replace) throws IOException {
        StringWriter text = new StringWriter();
        if (reader instanceof StreamCache cache) {
            reader.transferTo(text);
            cache.reset();
            return text.toString();
        }
        // these can reset over any length, without allocating the memory in advance as a BufferedReader does
        boolean canGoBack = reader instanceof StringReader || reader instanceof CharArrayReader;
        if (canGoBack) {
            reader.mark(Integer.MAX_VALUE);
        }
        reader.transferTo(text);
        if (canGoBack) {
            reader.reset();
        } else {
            replace.accept(new ReaderCache(text.toString()));
        }
        return text.toString();
    }

    /**
     * Returns the charset. The property applies to every body, the header {@code Content-Type} only to bytes and
     * streams: a file may have another one.
     */
    public static Charset charset(Exchange exchange, Object body) {
        String name = exchange.getProperty(Exchange.CHARSET_NAME, String.class);
        try {
            return name == null ? declared(exchange.getMessage(), body) : Charset.forName(name);
        } catch (IllegalArgumentException e) {
            throw new Glm4RequestException(
                    "the property CamelCharsetName must be a charset, but is " + PrintableText.name(name));
        }
    }

    private static Charset declared(Message message, Object body) {
        String type = BinaryBody.isFile(body) ? null : message.getHeader(Exchange.CONTENT_TYPE, String.class);
        try {
            return type == null
                    ? StandardCharsets.UTF_8
                    : Charset.forName(IOHelper.getCharsetNameFromContentType(type));
        } catch (IllegalArgumentException e) {
            // strict decoding as UTF-8 replaces no bytes
            return StandardCharsets.UTF_8;
        }
    }
}
