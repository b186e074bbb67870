package io.github.camelglm4.binding;

import io.github.camelglm4.ChatCompletionStream;
import io.github.camelglm4.chat.ChatCompletion;
import io.github.camelglm4.chat.ChatCompletionChunk;
import io.github.camelglm4.chat.ChatCompletionRequest;
import io.github.camelglm4.chat.ChatMessage;
import io.github.camelglm4.chat.TextualBody;
import io.github.camelglm4.json.Json;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.TypeConverter;
import org.apache.camel.spi.TypeConverterRegistry;
import org.apache.camel.support.SimpleTypeConverter;
import org.apache.camel.support.TypeConverterSupport;

/**
 * Converts our bodies to their text, to the number or boolean that the text represents, and to bytes: the JSON of the
 * API, or the text of a stream.
 *
 * <p>Each type is registered separately: with one converter for their common type, the order with those of stream
 * caches would be undefined.
 */
public final class TextConverters {

    private static final List<Class<? extends TextualBody>> JSON_TYPES =
            List.of(ChatCompletionRequest.class, ChatCompletion.class, ChatCompletionChunk.class, ChatMessage.class);

    private TextConverters() {}

    /** Registers the converters. */
    public static void register(TypeConverterRegistry registry) {
        for (Class<? extends TextualBody> type : JSON_TYPES) {
            text(registry, type);
            bytes(registry, type, body -> Json.writeText(body).getBytes(StandardCharsets.UTF_8));
            converter(
                    registry,
                    InputStream.class,
                    type,
                    body -> new ByteArrayInputStream(Json.writeText(body).getBytes(StandardCharsets.UTF_8)));
            converter(registry, Reader.class, type, body -> new StringReader(Json.writeText(body)));
        }
        text(registry, ChatCompletionStream.class);
        bytes(registry, ChatCompletionStream.class, body -> body.text().getBytes(StandardCharsets.UTF_8));
    }

    /** With a number or boolean, Camel compares values, not text: "10" is greater than "9". */
    private static void text(TypeConverterRegistry registry, Class<? extends TextualBody> type) {
        converter(registry, String.class, type, TextualBody::text);
        converter(registry, Long.class, type, body -> Long.valueOf(body.text()));
        converter(registry, Integer.class, type, body -> Integer.valueOf(body.text()));
        converter(registry, Double.class, type, body -> Double.valueOf(body.text()));
        converter(registry, Boolean.class, type, body -> Boolean.valueOf(body.text()));
        registry.addTypeConverter(type, String.class, new SameText());
    }

    private static void bytes(
            TypeConverterRegistry registry,
            Class<? extends TextualBody> type,
            Function<TextualBody, byte[]> conversion) {
        converter(registry, byte[].class, type, conversion);
        converter(registry, ByteBuffer.class, type, body -> ByteBuffer.wrap(conversion.apply(body)));
    }

    private static <T> void converter(
            TypeConverterRegistry registry,
            Class<T> to,
            Class<? extends TextualBody> from,
            Function<TextualBody, T> conversion) {
        registry.addTypeConverter(
                to,
                from,
                new SimpleTypeConverter(false, (type, exchange, value) -> conversion.apply((TextualBody) value)));
    }

    /**
     * Converts a text to the body of the exchange if it is the text of that body; otherwise not. Camel's operator
     * {@code in} converts each element of its list to the type of the body before it compares them.
     */
    private static final class SameText extends TypeConverterSupport {

        @Override
        @SuppressWarnings("unchecked")
        public <T> T convertTo(Class<T> type, Exchange exchange, Object value) {
            Object body = exchange == null ? null : exchange.getMessage().getBody();
            boolean same = type.isInstance(body) && ((TextualBody) body).text().equals(value);
            // after null, Camel would permanently assume that no converter exists
            return (T) (same ? body : TypeConverter.MISS_VALUE);
        }
    }
}
