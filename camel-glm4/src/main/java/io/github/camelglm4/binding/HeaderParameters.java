package io.github.camelglm4.binding;

import io.github.camelglm4.Glm4Headers;
import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.json.Fields;
import io.github.camelglm4.options.Check;
import io.github.camelglm4.options.StopWords;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import org.apache.camel.Message;

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
        Fields.putIfSet(parameters, "temperature", decimal(message, Glm4Headers.TEMPERATURE, maxTemperature));
        Fields.putIfSet(parameters, "top_p", decimal(message, Glm4Headers.TOP_P, 1));
        Fields.putIfSet(parameters, "max_tokens", atLeastOne(message, Glm4Headers.MAX_TOKENS));
        Fields.putIfSet(parameters, "stop", stop(message));
        Fields.putIfSet(parameters, "user_id", text(message, Glm4Headers.USER_ID));
        Fields.putIfSet(parameters, "request_id", text(message, Glm4Headers.REQUEST_ID));
        String thinking = text(message, Glm4Headers.THINKING);
        Check.oneOf("header " + Glm4Headers.THINKING, thinking, "enabled", "disabled");
        Fields.putIfSet(parameters, "thinking", ParameterDefaults.typed(thinking));
        String format = text(message, Glm4Headers.RESPONSE_FORMAT);
        Check.oneOf("header " + Glm4Headers.RESPONSE_FORMAT, format, "text", "json_object");
        Fields.putIfSet(parameters, "response_format", ParameterDefaults.typed(format));
        Fields.putIfSet(parameters, "tool_choice", toolChoice(message));
        Fields.putIfSet(parameters, "stream", trueOrFalse(message, Glm4Headers.STREAM));
    }

    private static Object stop(Message message) {
        Object value = message.getHeader(Glm4Headers.STOP);
        if (value instanceof Object[] array) {
            return Arrays.asList(array);
        }
        if (value instanceof Collection<?> words) {
            return new ArrayList<>(words);
        }
        String text = message.getHeader(Glm4Headers.STOP, String.class);
        // a header of spaces is as good as none, as all headers are; a List may hold them
        return text == null || text.isBlank() && text.indexOf('\n') < 0 ? null : StopWords.of(text);
    }

    private static Object toolChoice(Message message) {
        Object value = message.getHeader(Glm4Headers.TOOL_CHOICE);
        return value instanceof Map ? value : ParameterDefaults.jsonOrText(text(message, Glm4Headers.TOOL_CHOICE));
    }

    /**
     * Numbers are read from their text too: converted by Camel, a Float has digits that nobody wrote, and what does not
     * fit into an Integer is cut.
     */
    private static String text(Message message, String header) {
        String text = message.getHeader(header, String.class);
        return text == null || text.isBlank() ? null : text;
    }

    private static BigDecimal decimal(Message message, String header, double max) {
        String text = text(message, header);
        if (text == null) {
            return null;
        }
        try {
            double number = new BigDecimal(text.strip()).doubleValue();
            if (header.equals(Glm4Headers.TEMPERATURE)) {
                Check.temperature("header " + header, number, max);
            } else {
                Check.range("header " + header, number, 0, max);
            }
            return ParameterDefaults.decimal(number);
        } catch (NumberFormatException e) {
            throw wrong(header, "a number from 0 to " + Check.plain(max), text);
        }
    }

    private static Integer atLeastOne(Message message, String header) {
        String text = text(message, header);
        if (text == null) {
            return null;
        }
        try {
            int number = new BigDecimal(text.strip()).intValueExact();
            Check.atLeast("header " + header, number, 1);
            return number;
        } catch (ArithmeticException | NumberFormatException e) {
            throw wrong(header, "a whole number of at least 1", text);
        }
    }

    private static Boolean trueOrFalse(Message message, String header) {
        String text = text(message, header);
        return text == null ? null : Check.trueOrFalse("header " + header, text);
    }

    private static Glm4RequestException wrong(String header, String allowed, String value) {
        return new Glm4RequestException("header " + header + " must be " + allowed + ", but is " + Check.shown(value));
    }
}
