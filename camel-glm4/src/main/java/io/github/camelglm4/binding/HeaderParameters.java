package io.github.camelglm4.binding;

import io.github.camelglm4.Glm4Headers;
import io.github.camelglm4.config.Limits;
import io.github.camelglm4.error.Glm4RequestException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
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
        put(parameters, "temperature", decimal(message, Glm4Headers.TEMPERATURE, maxTemperature));
        put(parameters, "top_p", decimal(message, Glm4Headers.TOP_P, 1));
        Integer maxTokens = converted(message, Glm4Headers.MAX_TOKENS, Integer.class, "a whole number of at least 1");
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
        put(parameters, "tool_choice", toolChoice(message));
        put(parameters, "stream", converted(message, Glm4Headers.STREAM, Boolean.class, "true or false"));
    }

    private static void put(Map<String, Object> parameters, String name, Object value) {
        if (value != null) {
            parameters.put(name, value);
        }
    }

    private static Object stop(Message message) {
        Object value = message.getHeader(Glm4Headers.STOP);
        if (value instanceof Object[] array) {
            return Arrays.asList(array);
        }
        return value instanceof Collection<?> words
                ? new ArrayList<>(words)
                : ParameterDefaults.words(text(message, Glm4Headers.STOP));
    }

    private static Object toolChoice(Message message) {
        Object value = message.getHeader(Glm4Headers.TOOL_CHOICE);
        return value instanceof Map ? value : ParameterDefaults.jsonOrText(text(message, Glm4Headers.TOOL_CHOICE));
    }

    private static String text(Message message, String header) {
        String text = message.getHeader(header, String.class);
        return text == null || text.isBlank() ? null : text;
    }

    private static BigDecimal decimal(Message message, String header, double max) {
        // widened to a double, a float would have digits that nobody wrote
        Double number = message.getHeader(header) instanceof Float written
                ? Double.valueOf(written.toString())
                : converted(message, header, Double.class, "a number from 0 to " + Limits.plain(max));
        Limits.range("header " + header, number, 0, max);
        return ParameterDefaults.decimal(number);
    }

    private static <T> T converted(Message message, String header, Class<T> type, String allowed) {
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
        if (converted == null || isCut(value, converted)) {
            throw new Glm4RequestException("header " + header + " must be " + allowed + ", but is " + value);
        }
        return converted;
    }

    /** Camel makes an Integer of every number, and leaves out what does not fit. */
    private static boolean isCut(Object value, Object converted) {
        return converted instanceof Integer whole && value instanceof Number number && number.doubleValue() != whole;
    }
}
