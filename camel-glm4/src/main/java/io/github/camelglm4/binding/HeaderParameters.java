package io.github.camelglm4.binding;

import io.github.camelglm4.Glm4Headers;
import io.github.camelglm4.config.Limits;
import io.github.camelglm4.error.Glm4RequestException;
import java.util.List;
import java.util.Map;
import org.apache.camel.Message;
import org.apache.camel.TypeConversionException;

/** The request parameters that a message's headers set, under their wire names, checked. Stateless. */
final class HeaderParameters {

    private final double maxTemperature;

    HeaderParameters(double maxTemperature) {
        this.maxTemperature = maxTemperature;
    }

    /**
     * Puts what the headers say over what is there.
     *
     * @throws Glm4RequestException naming the header that is wrong, its value and what is allowed
     */
    void apply(Message message, Map<String, Object> parameters) {
        Double temperature = number(message, Glm4Headers.TEMPERATURE, Double.class);
        Limits.range("header " + Glm4Headers.TEMPERATURE, temperature, 0, maxTemperature);
        put(parameters, "temperature", ParameterDefaults.decimal(temperature));
        Double topP = number(message, Glm4Headers.TOP_P, Double.class);
        Limits.range("header " + Glm4Headers.TOP_P, topP, 0, 1);
        put(parameters, "top_p", ParameterDefaults.decimal(topP));
        Integer maxTokens = number(message, Glm4Headers.MAX_TOKENS, Integer.class);
        Limits.atLeast("header " + Glm4Headers.MAX_TOKENS, maxTokens, 1);
        put(parameters, "max_tokens", maxTokens);
        put(parameters, "stop", stop(message));
        put(parameters, "user_id", text(message, Glm4Headers.USER_ID));
        put(parameters, "request_id", text(message, Glm4Headers.REQUEST_ID));
        String thinking = text(message, Glm4Headers.THINKING);
        Limits.oneOf("header " + Glm4Headers.THINKING, thinking, "enabled", "disabled");
        put(parameters, "thinking", ParameterDefaults.typed(thinking));
        String format = text(message, Glm4Headers.RESPONSE_FORMAT);
        Limits.oneOf("header " + Glm4Headers.RESPONSE_FORMAT, format, "text", "json_object");
        put(parameters, "response_format", ParameterDefaults.typed(format));
        put(parameters, "tool_choice", ParameterDefaults.jsonOrText(text(message, Glm4Headers.TOOL_CHOICE)));
        put(parameters, "stream", number(message, Glm4Headers.STREAM, Boolean.class));
    }

    private static void put(Map<String, Object> parameters, String name, Object value) {
        if (value != null) {
            parameters.put(name, value);
        }
    }

    private static Object stop(Message message) {
        Object value = message.getHeader(Glm4Headers.STOP);
        return value instanceof List<?> list ? list : ParameterDefaults.words(text(message, Glm4Headers.STOP));
    }

    private static String text(Message message, String header) {
        String text = message.getHeader(header, String.class);
        return text == null || text.isBlank() ? null : text;
    }

    private static <T> T number(Message message, String header, Class<T> type) {
        Object value = message.getHeader(header);
        if (value == null || value instanceof String text && text.isBlank()) {
            return null;
        }
        T converted;
        try {
            converted = message.getHeader(header, type);
        } catch (TypeConversionException e) {
            converted = null;
        }
        if (converted == null) {
            throw new Glm4RequestException(
                    "header " + header + " must be a " + type.getSimpleName() + ", but is " + value);
        }
        return converted;
    }
}
