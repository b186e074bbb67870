package io.github.camelglm4.binding.image;

import io.github.camelglm4.chat.TextualBody;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.apache.camel.TypeConverter;
import org.apache.camel.WrappedFile;
import org.apache.camel.converter.stream.InputStreamCache;

/** Reads bodies that contain bytes: in memory, in a file, or in a stream, which can then be read again. */
public final class BinaryBody {

    /** No limit. */
    public static final int ALL = Integer.MAX_VALUE;

    private BinaryBody() {}

    /** Whether the body is bytes, a stream of them, or a file. */
    public static boolean is(Object body) {
        return body instanceof byte[] || body instanceof ByteBuffer || body instanceof InputStream || isFile(body);
    }

    public static boolean isFile(Object body) {
        return body instanceof File || body instanceof Path || body instanceof WrappedFile;
    }

    /**
     * Whether the body is one of those, or another type with a converter to bytes, such as a buffer of Vert.x or Netty,
     * and neither text nor a collection.
     */
    public static boolean isOrConverts(Exchange exchange, Object body) {
        if (body == null || body instanceof CharSequence || body instanceof Reader || body instanceof TextualBody) {
            return false;
        }
        return is(body) || !(body instanceof Iterable || body instanceof Map) && converter(exchange, body) != null;
    }

    /** Returns the size in bytes; -1 if it is not known before the body is read. */
    static long length(Object body) throws IOException {
        Object data = unwrapped(body);
        if (data instanceof File file) {
            return file.length();
        }
        if (data instanceof Path path) {
            return Files.size(path);
        }
        if (data instanceof ByteBuffer buffer) {
            return buffer.remaining();
        }
        return data instanceof byte[] bytes ? bytes.length : -1;
    }

    /**
     * Reads the first bytes of the body.
     *
     * @param limit maximum number of bytes
     * @param replace called with the replacement of a stream that cannot be rewound
     */
    public static byte[] read(Exchange exchange, Object body, int limit, Consumer<InputStream> replace)
            throws IOException {
        if (body instanceof byte[] bytes) {
            return bytes.length <= limit ? bytes : Arrays.copyOf(bytes, limit);
        }
        if (body instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[Math.min(buffer.remaining(), limit)];
            buffer.duplicate().get(bytes);
            return bytes;
        }
        if (body instanceof InputStream stream) {
            return read(stream, limit, replace);
        }
        if (!is(body)) {
            return read(exchange, converter(exchange, body).convertTo(byte[].class, exchange, body), limit, replace);
        }
        try (InputStream stream = open(exchange, body)) {
            return stream == null ? new byte[0] : first(limit, stream);
        }
    }

    /** Returns the bytes of a body of another type with its converter; null if it has none. */
    public static byte[] converted(Exchange exchange, Object body) {
        return isOrConverts(exchange, body)
                ? converter(exchange, body).tryConvertTo(byte[].class, exchange, body)
                : null;
    }

    private static byte[] read(InputStream stream, int limit, Consumer<InputStream> replace) throws IOException {
        if (stream instanceof StreamCache cache) {
            byte[] bytes = first(limit, stream);
            cache.reset();
            return bytes;
        }
        // Camel redelivers the original stream, not its replacement: a stream that can be reset must be
        boolean canGoBack = stream instanceof ByteArrayInputStream || stream instanceof BufferedInputStream;
        if (canGoBack) {
            stream.mark(Integer.MAX_VALUE);
        }
        byte[] bytes = first(limit, stream);
        if (canGoBack) {
            stream.reset();
        } else {
            InputStream again = new InputStreamCache(bytes);
            replace.accept(bytes.length < limit ? again : new SequenceInputStream(again, stream));
        }
        return bytes;
    }

    /** Several streams can read all bytes at once, without pieces. */
    private static byte[] first(int limit, InputStream stream) throws IOException {
        return limit == ALL ? stream.readAllBytes() : stream.readNBytes(limit);
    }

    private static TypeConverter converter(Exchange exchange, Object body) {
        return exchange.getContext().getTypeConverterRegistry().lookup(byte[].class, body.getClass());
    }

    /** Opens a file itself: Camel's converter would decode it if the file endpoint sets a charset. */
    public static InputStream open(Exchange exchange, Object body) throws IOException {
        Object data = unwrapped(body);
        if (data instanceof File file) {
            return new FileInputStream(file);
        }
        return data instanceof Path path
                ? Files.newInputStream(path)
                : exchange.getContext().getTypeConverter().convertTo(InputStream.class, exchange, body);
    }

    private static Object unwrapped(Object body) {
        return body instanceof WrappedFile<?> wrapped ? wrapped.getFile() : body;
    }
}
