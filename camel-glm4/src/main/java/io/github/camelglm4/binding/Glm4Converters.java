package io.github.camelglm4.binding;

import io.github.camelglm4.ChatCompletionStream;
import io.github.camelglm4.chat.ChatCompletion;
import io.github.camelglm4.chat.ChatCompletionRequest;
import java.io.InputStream;
import java.io.Reader;
import java.util.Map;
import org.apache.camel.Converter;
import org.apache.camel.Exchange;

/** Converts our types to a Map, a whole answer or a stream; {@link TextConverters} converts to text and bytes. */
@Converter(generateLoader = true)
public final class Glm4Converters {

    private Glm4Converters() {}

    /** The wire form of the answer. */
    @Converter
    public static Map<String, Object> toMap(ChatCompletion completion) {
        return completion.toMap();
    }

    /** The wire form of the request. */
    @Converter
    public static Map<String, Object> toMap(ChatCompletionRequest request) {
        return request.toMap();
    }

    /** The whole answer; waits for the end of the stream. */
    @Converter
    public static ChatCompletion toCompletion(ChatCompletionStream stream) {
        return stream.whole();
    }

    /** The text as it arrives. Stream caching would read it to its end before the next node: not for this exchange. */
    @Converter
    public static InputStream toInputStream(ChatCompletionStream stream, Exchange exchange) {
        disableStreamCache(exchange);
        return stream.inputStream();
    }

    /** The text as it arrives; as {@link #toInputStream}. */
    @Converter
    public static Reader toReader(ChatCompletionStream stream, Exchange exchange) {
        disableStreamCache(exchange);
        return stream.reader();
    }

    private static void disableStreamCache(Exchange exchange) {
        if (exchange != null) {
            exchange.getExchangeExtension().setStreamCacheDisabled(true);
        }
    }
}
