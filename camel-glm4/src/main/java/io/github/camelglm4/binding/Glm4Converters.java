package io.github.camelglm4.binding;

import io.github.camelglm4.ChatCompletionStream;
import io.github.camelglm4.chat.ChatCompletion;
import io.github.camelglm4.chat.ChatCompletionRequest;
import io.github.camelglm4.embedding.EmbeddingVector;
import java.io.InputStream;
import java.io.Reader;
import java.util.Map;
import org.apache.camel.Converter;
import org.apache.camel.Exchange;

/** Converts our types to a Map, a complete answer, a stream or an array; {@link TextConverters} to text and bytes. */
@Converter(generateLoader = true)
public final class Glm4Converters {

    private Glm4Converters() {}

    /** Returns the answer in the format of the API. */
    @Converter
    public static Map<String, Object> toMap(ChatCompletion completion) {
        return completion.toMap();
    }

    /** Returns the request in the format of the API. */
    @Converter
    public static Map<String, Object> toMap(ChatCompletionRequest request) {
        return request.toMap();
    }

    /** Returns the complete answer. Blocks until the end of the stream. */
    @Converter
    public static ChatCompletion toCompletion(ChatCompletionStream stream) {
        return stream.whole();
    }

    /** Returns the text as it arrives. Disables stream caching, which would wait for the end before the next node. */
    @Converter
    public static InputStream toInputStream(ChatCompletionStream stream, Exchange exchange) {
        disableStreamCache(exchange);
        return stream.inputStream();
    }

    /** Returns the text as it arrives, like {@link #toInputStream}. */
    @Converter
    public static Reader toReader(ChatCompletionStream stream, Exchange exchange) {
        disableStreamCache(exchange);
        return stream.reader();
    }

    /** Returns the numbers as a new array, which is what vector databases expect. */
    @Converter
    public static float[] toFloats(EmbeddingVector vector) {
        return vector.floats();
    }

    private static void disableStreamCache(Exchange exchange) {
        if (exchange != null) {
            exchange.getExchangeExtension().setStreamCacheDisabled(true);
        }
    }
}
