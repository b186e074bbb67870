package io.github.camelglm4.binding;

import io.github.camelglm4.Glm4Headers;
import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.json.Fields;
import io.github.camelglm4.json.Json;
import io.github.camelglm4.options.AnswerOptions;
import io.github.camelglm4.options.ChatOptions;
import io.github.camelglm4.options.Check;
import io.github.camelglm4.options.RequestOptions;
import io.github.camelglm4.options.StopWords;
import io.github.camelglm4.options.TextOption;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Message;

/**
 * Checks the request parameters in options, headers and bodies, and returns them with their names in the API. No other
 * class contains their ranges. Immutable.
 */
final class RequestParameters {

    private static final Set<String> NOT_ADDITIONAL = Set.of("model", "messages", "stream");

    private static final List<String> OPTIONS = List.of("temperature", "topP", "maxTokens");
    private static final List<String> FIELDS = List.of("temperature", "top_p", "max_tokens");
    private static final List<String> HEADERS = List.of(
            "header " + Glm4Headers.TEMPERATURE, "header " + Glm4Headers.TOP_P, "header " + Glm4Headers.MAX_TOKENS);

    private final double maxTemperature;
    private final Map<String, Object> defaults;

    /**
     * Reads the options of an endpoint.
     *
     * @throws RuntimeException if an option is invalid; it names the option, its value and what is allowed
     */
    RequestParameters(CamelContext context, RequestOptions options, AnswerOptions answers, ChatOptions chat) {
        Check.atLeast("maxTemperature", chat.getMaxTemperature(), 0);
        this.maxTemperature = chat.getMaxTemperature();
        this.defaults = ofOptions(context, options, answers, chat);
    }

    /** Returns the parameters that the endpoint sets, in the order in which they are sent. */
    Map<String, Object> defaults() {
        return defaults;
    }

    /**
     * Returns the parameters that the headers set.
     *
     * @throws Glm4RequestException if a header is invalid; it names the header, its value and what is allowed
     */
    Map<String, Object> ofHeaders(Message message) {
        if (!message.hasHeaders()) {
            return Map.of();
        }
        Double temperature = decimal(message, Glm4Headers.TEMPERATURE, maxTemperature);
        Double topP = decimal(message, Glm4Headers.TOP_P, 1);
        Integer maxTokens = wholeNumber(message, Glm4Headers.MAX_TOKENS);
        checkRanges(HEADERS, temperature, topP, maxTokens);
        String thinking = text(message, Glm4Headers.THINKING);
        Check.oneOf("header " + Glm4Headers.THINKING, thinking, "enabled", "disabled");
        String format = text(message, Glm4Headers.RESPONSE_FORMAT);
        Check.oneOf("header " + Glm4Headers.RESPONSE_FORMAT, format, "text", "json_object");
        Map<String, Object> parameters = new LinkedHashMap<>();
        Fields.putIfSet(parameters, "temperature", number(temperature));
        Fields.putIfSet(parameters, "top_p", number(topP));
        Fields.putIfSet(parameters, "max_tokens", maxTokens);
        Fields.putIfSet(parameters, "stop", stop(message));
        Fields.putIfSet(parameters, "user_id", text(message, Glm4Headers.USER_ID));
        Fields.putIfSet(parameters, "request_id", text(message, Glm4Headers.REQUEST_ID));
        Fields.putIfSet(parameters, "thinking", typed(thinking));
        Fields.putIfSet(parameters, "response_format", typed(format));
        Fields.putIfSet(parameters, "tool_choice", toolChoice(message));
        Fields.putIfSet(parameters, "stream", trueOrFalse(message, Glm4Headers.STREAM));
        return parameters;
    }

    /**
     * Checks the fields with a known range of a request in the body, because messages of services are often less clear.
     *
     * @throws Glm4RequestException if a field is invalid; it names the field, its value and what is allowed
     */
    void check(Map<String, Object> body) {
        if (body.isEmpty()) {
            return;
        }
        checkRanges(FIELDS, number(body, "temperature"), number(body, "top_p"), number(body, "max_tokens"));
        Object stream = body.get("stream");
        if (stream != null && !(stream instanceof Boolean)) {
            throw new Glm4RequestException("stream must be true or false, but is " + Check.shown(stream));
        }
    }

    private void checkRanges(List<String> names, Number temperature, Number topP, Number maxTokens) {
        Check.temperature(names.get(0), temperature, maxTemperature);
        Check.range(names.get(1), topP, 0, 1);
        Check.atLeast(names.get(2), maxTokens, 1);
    }

    private static Number number(Map<String, Object> parameters, String field) {
        Object value = parameters.get(field);
        if (value != null && !(value instanceof Number)) {
            throw new Glm4RequestException(field + " must be a number, but is " + Check.shown(value));
        }
        return (Number) value;
    }

    private Map<String, Object> ofOptions(
            CamelContext context, RequestOptions options, AnswerOptions answers, ChatOptions chat) {
        checkRanges(OPTIONS, chat.getTemperature(), options.getTopP(), chat.getMaxTokens());
        Check.oneOf("thinking", options.getThinking(), "enabled", "disabled");
        Check.oneOf("responseFormat", options.getResponseFormat(), "text", "json_object");
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("temperature", number(chat.getTemperature()));
        parameters.put("top_p", number(options.getTopP()));
        parameters.put("max_tokens", chat.getMaxTokens());
        parameters.put("stop", stop(context, options.getStop()));
        parameters.put("do_sample", flag("doSample", options.getDoSample()));
        parameters.put("user_id", TextOption.read(context, "userId", options.getUserId()));
        parameters.put("thinking", typed(options.getThinking()));
        parameters.put("reasoning_effort", options.getReasoningEffort());
        parameters.put("tool_choice", jsonOrText(TextOption.read(context, "toolChoice", options.getToolChoice())));
        parameters.put("response_format", typed(options.getResponseFormat()));
        additional(context, options).forEach(parameters::putIfAbsent);
        parameters.put("stream", stream(answers));
        parameters.values().removeIf(Objects::isNull);
        return parameters;
    }

    /** Returns the number in the decimal form that was written: servers reject 0.30000000000000004 and 3E-1. */
    private static BigDecimal number(Double number) {
        return number == null ? null : BigDecimal.valueOf(number).stripTrailingZeros();
    }

    /** Keeps a blank option, because white space is a valid stop sequence. */
    private static List<String> stop(CamelContext context, String option) {
        boolean read = option != null && !option.isBlank();
        return StopWords.of(read ? TextOption.read(context, "stop", option) : option);
    }

    /** Returns {@code {"type": ...}}. */
    private static Map<String, Object> typed(String type) {
        return type == null ? null : Map.of("type", type);
    }

    private static Boolean stream(AnswerOptions options) {
        Boolean stream = flag("stream", options.getStream());
        if (!options.pushesChunks()) {
            return stream;
        }
        if (Boolean.FALSE.equals(stream)) {
            throw new Glm4RequestException("streamTo requires a stream, but stream is false");
        }
        return true;
    }

    /** Parses true, false or not set: a boolean option in the catalog has only two states. */
    private static Boolean flag(String option, String value) {
        Check.oneOf(option, value, "true", "false");
        return value == null ? null : Boolean.valueOf(value);
    }

    /** Returns the JSON value if the text is valid JSON, otherwise the text. */
    private static Object jsonOrText(String text) {
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
                    throw new IllegalArgumentException("additionalBodyProperty." + name + " is not allowed: set the"
                            + " model in the URI, the messages in the body, and stream with the option stream");
                }
                Object read = value instanceof String text && !text.isBlank()
                        ? jsonOrText(TextOption.read(context, "additionalBodyProperty." + name, text))
                        : "".equals(value) ? null : value;
                parameters.put(name, read);
            });
        }
        return parameters;
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
        // a header of spaces counts as not set, like other headers; a List may contain spaces
        return text == null || text.isBlank() && text.indexOf('\n') < 0 ? null : StopWords.of(text);
    }

    private static Object toolChoice(Message message) {
        Object value = message.getHeader(Glm4Headers.TOOL_CHOICE);
        return value instanceof Map ? value : jsonOrText(text(message, Glm4Headers.TOOL_CHOICE));
    }

    /**
     * Returns the text of a header. Numbers are parsed from it, because a conversion by Camel would add digits to a
     * Float, and truncate a value that does not fit into an Integer.
     */
    private static String text(Message message, String header) {
        String text = message.getHeader(header, String.class);
        return text == null || text.isBlank() ? null : text;
    }

    private static Double decimal(Message message, String header, double max) {
        String text = text(message, header);
        try {
            return text == null ? null : new BigDecimal(text.strip()).doubleValue();
        } catch (NumberFormatException e) {
            throw wrong(header, "a number from 0 to " + Check.plain(max), text);
        }
    }

    private static Integer wholeNumber(Message message, String header) {
        String text = text(message, header);
        try {
            return text == null ? null : (Integer) new BigDecimal(text.strip()).intValueExact();
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
