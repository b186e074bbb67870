package io.github.camelglm4.binding;

import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.json.Json;
import io.github.camelglm4.options.Check;
import io.github.camelglm4.options.RequestOptions;
import io.github.camelglm4.options.StopWords;
import io.github.camelglm4.options.TextOption;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.camel.CamelContext;

/** The request parameters that an endpoint's options set, under their wire names, read and checked once. */
final class ParameterDefaults {

    private static final Set<String> NOT_ADDITIONAL = Set.of("model", "messages", "stream");

    private ParameterDefaults() {}

    /**
     * The parameters in the order in which they are sent.
     *
     * @throws RuntimeException naming the option that is wrong, its value and what is allowed
     */
    static Map<String, Object> of(CamelContext context, RequestOptions options, double maxTemperature) {
        Check.temperature("temperature", options.getTemperature(), maxTemperature);
        Check.range("topP", options.getTopP(), 0, 1);
        Check.atLeast("maxTokens", options.getMaxTokens(), 1);
        Check.oneOf("thinking", options.getThinking(), "enabled", "disabled");
        Check.oneOf("responseFormat", options.getResponseFormat(), "text", "json_object");
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("temperature", decimal(options.getTemperature()));
        parameters.put("top_p", decimal(options.getTopP()));
        parameters.put("max_tokens", options.getMaxTokens());
        parameters.put("stop", stop(context, options.getStop()));
        parameters.put("do_sample", flag("doSample", options.getDoSample()));
        parameters.put("user_id", TextOption.read(context, "userId", options.getUserId()));
        parameters.put("thinking", typed(options.getThinking()));
        parameters.put("reasoning_effort", options.getReasoningEffort());
        parameters.put("tool_choice", jsonOrText(TextOption.read(context, "toolChoice", options.getToolChoice())));
        parameters.put("response_format", typed(options.getResponseFormat()));
        additional(context, options).forEach(parameters::putIfAbsent);
        parameters.put("stream", stream(options));
        parameters.values().removeIf(Objects::isNull);
        return parameters;
    }

    /** A number whose decimal form is what was written: servers refuse 0.30000000000000004 and 3E-1. */
    static BigDecimal decimal(Double number) {
        return number == null ? null : BigDecimal.valueOf(number).stripTrailingZeros();
    }

    /** White space is a word, so that only what is in a resource is read like other texts. */
    private static List<String> stop(CamelContext context, String option) {
        boolean read = option != null && !option.isBlank();
        return StopWords.of(read ? TextOption.read(context, "stop", option) : option);
    }

    /** The wire's {@code {"type": ...}}. */
    static Map<String, Object> typed(String type) {
        return type == null ? null : Map.of("type", type);
    }

    private static Boolean stream(RequestOptions options) {
        Boolean stream = flag("stream", options.getStream());
        if (!options.pushesChunks()) {
            return stream;
        }
        if (Boolean.FALSE.equals(stream)) {
            throw new Glm4RequestException("streamTo needs a stream, but stream is false");
        }
        return true;
    }

    /** Three values: true, false, and not set, for which the catalogue has no boolean. */
    private static Boolean flag(String option, String value) {
        Check.oneOf(option, value, "true", "false");
        return value == null ? null : Boolean.valueOf(value);
    }

    /** A JSON value if the text is one, else the text. */
    static Object jsonOrText(String text) {
        if (text == null) {
            return null;
        }
        try {
            return Json.readValue(text);
        } catch (IOException noJson) {
            return text;
        }
    }

    private static Map<String, Object> additional(CamelContext context, RequestOptions options) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        if (options.getAdditionalBodyProperty() != null) {
            options.getAdditionalBodyProperty().forEach((name, value) -> {
                if (NOT_ADDITIONAL.contains(name)) {
                    throw new IllegalArgumentException("additionalBodyProperty." + name + " is not allowed: the model"
                            + " stands in the URI, the messages in the body, and stream is an option of its own");
                }
                Object read = value instanceof String text && !text.isBlank()
                        ? jsonOrText(TextOption.read(context, "additionalBodyProperty." + name, text))
                        : "".equals(value) ? null : value;
                parameters.put(name, read);
            });
        }
        return parameters;
    }
}
