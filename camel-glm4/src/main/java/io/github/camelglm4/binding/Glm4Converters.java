package io.github.camelglm4.binding;

import io.github.camelglm4.ChatCompletion;
import io.github.camelglm4.ChatCompletionRequest;
import java.util.Map;
import org.apache.camel.Converter;

/** What our types become where a route asks for text or a Map. */
@Converter(generateLoader = true)
public final class Glm4Converters {

    private Glm4Converters() {}

    /** The text of the answer. */
    @Converter
    public static String toString(ChatCompletion completion) {
        return completion.text();
    }

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

    /** What the user said last. */
    @Converter
    public static String toString(ChatCompletionRequest request) {
        return request.lastUserText();
    }
}
