package io.github.camelglm4.serving;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Checks the fields of a request whose form is known; all others pass, for the model behind the route to judge. A field that
 * is null counts as missing. Pure. Source of the forms: the chat-completions pages of docs.bigmodel.cn and of OpenAI.
 */
final class RequestCheck {

    private static final Set<String> ROLES = Set.of("system", "developer", "user", "assistant", "tool", "function");
    private static final Map<String, Class<?>> TYPES = Map.ofEntries(
            Map.entry("stream", Boolean.class),
            Map.entry("do_sample", Boolean.class),
            Map.entry("tool_stream", Boolean.class),
            Map.entry("parallel_tool_calls", Boolean.class),
            Map.entry("logprobs", Boolean.class),
            Map.entry("store", Boolean.class),
            Map.entry("frequency_penalty", Number.class),
            Map.entry("presence_penalty", Number.class),
            Map.entry("seed", Number.class),
            Map.entry("user", String.class),
            Map.entry("user_id", String.class),
            Map.entry("request_id", String.class),
            Map.entry("reasoning_effort", String.class),
            Map.entry("logit_bias", Map.class),
            Map.entry("metadata", Map.class),
            Map.entry("thinking", Map.class),
            Map.entry("stream_options", Map.class));

    private RequestCheck() {}

    /** @throws ApiErrorException naming the field that is wrong, and what is allowed */
    static void check(Map<String, Object> json, double maxTemperature) {
        json.forEach(RequestCheck::finite);
        messages(json.get("messages"));
        range(json, "temperature", 0, maxTemperature);
        range(json, "top_p", 0, 1);
        wholeNumber(json, "max_tokens");
        wholeNumber(json, "max_completion_tokens");
        wholeNumber(json, "n");
        TYPES.forEach((field, type) -> type(json.get(field), type, field));
        type(streamOptions(json).get("include_usage"), Boolean.class, "stream_options.include_usage");
        stop(json.get("stop"));
        tools(json.get("tools"));
        Object choice = json.get("tool_choice");
        if (choice != null && !(choice instanceof String) && !(choice instanceof Map)) {
            throw wrong("tool_choice", "a string or an object", choice);
        }
        Object format = json.get("response_format");
        type(format, Map.class, "response_format");
        if (format instanceof Map<?, ?> map) {
            text(map.get("type"), "response_format.type");
        }
    }

    private static Map<?, ?> streamOptions(Map<String, Object> json) {
        return json.get("stream_options") instanceof Map<?, ?> options ? options : Map.of();
    }

    private static void messages(Object value) {
        if (value == null) {
            throw missing("messages");
        }
        if (!(value instanceof List<?> messages)) {
            throw wrong("messages", "an array", value);
        }
        if (messages.isEmpty()) {
            throw wrong("messages", "an array of at least one message", value);
        }
        for (int i = 0; i < messages.size(); i++) {
            message(messages.get(i), "messages[" + i + "]");
        }
    }

    private static void message(Object value, String place) {
        if (!(value instanceof Map<?, ?> message)) {
            throw wrong(place, "an object", value);
        }
        String role = text(message.get("role"), place + ".role");
        if (!ROLES.contains(role)) {
            throw new ApiErrorException(ApiError.badRequest(
                    place + ".role", place + ".role must be one of system, developer, user, assistant, tool."));
        }
        if (!isNothingBesideCalls(message)) {
            content(message.get("content"), role, place + ".content");
        }
        type(message.get("name"), String.class, place + ".name");
        type(message.get("tool_call_id"), String.class, place + ".tool_call_id");
        Object calls = message.get("tool_calls");
        type(calls, List.class, place + ".tool_calls");
        if (calls instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                toolCall(list.get(i), place + ".tool_calls[" + i + "]");
            }
        }
    }

    /** Some clients send an empty list where an assistant only calls tools. */
    private static boolean isNothingBesideCalls(Map<?, ?> message) {
        return message.get("content") instanceof List<?> content
                && content.isEmpty()
                && message.get("tool_calls") instanceof List<?> calls
                && !calls.isEmpty();
    }

    private static void content(Object content, String role, String place) {
        if (content == null) {
            if (!role.equals("assistant")) {
                throw missing(place);
            }
            return;
        }
        if (content instanceof String) {
            return;
        }
        if (!(content instanceof List<?> parts) || parts.isEmpty()) {
            throw wrong(place, "a string or an array of parts", content);
        }
        for (int i = 0; i < parts.size(); i++) {
            part(parts.get(i), place + "[" + i + "]");
        }
    }

    private static void part(Object value, String place) {
        if (!(value instanceof Map<?, ?> part)) {
            throw wrong(place, "an object", value);
        }
        String type = text(part.get("type"), place + ".type");
        if (type.equals("text")) {
            text(part.get("text"), place + ".text");
        } else if (type.equals("image_url")) {
            if (!(part.get("image_url") instanceof Map<?, ?> image)) {
                throw wrong(place + ".image_url", "an object", part.get("image_url"));
            }
            text(image.get("url"), place + ".image_url.url");
        }
    }

    private static void toolCall(Object value, String place) {
        if (!(value instanceof Map<?, ?> call)) {
            throw wrong(place, "an object", value);
        }
        type(call.get("id"), String.class, place + ".id");
        type(call.get("type"), String.class, place + ".type");
        type(call.get("function"), Map.class, place + ".function");
        if (call.get("function") instanceof Map<?, ?> function) {
            text(function.get("name"), place + ".function.name");
            type(function.get("arguments"), String.class, place + ".function.arguments");
        }
    }

    private static void tools(Object value) {
        type(value, List.class, "tools");
        if (!(value instanceof List<?> tools)) {
            return;
        }
        for (int i = 0; i < tools.size(); i++) {
            String place = "tools[" + i + "]";
            if (!(tools.get(i) instanceof Map<?, ?> tool)) {
                throw wrong(place, "an object", tools.get(i));
            }
            if (text(tool.get("type"), place + ".type").equals("function")) {
                if (!(tool.get("function") instanceof Map<?, ?> function)) {
                    throw wrong(place + ".function", "an object", tool.get("function"));
                }
                text(function.get("name"), place + ".function.name");
                type(function.get("parameters"), Map.class, place + ".function.parameters");
            }
        }
    }

    private static void stop(Object stop) {
        boolean words = stop instanceof List<?> list && list.stream().allMatch(String.class::isInstance);
        if (stop != null && !(stop instanceof String) && !words) {
            throw wrong("stop", "a string or an array of strings", stop);
        }
    }

    private static void range(Map<String, Object> json, String field, double min, double max) {
        Object value = json.get(field);
        type(value, Number.class, field);
        // written so that NaN fails
        if (value instanceof Number n && !(n.doubleValue() >= min && n.doubleValue() <= max)) {
            throw new ApiErrorException(
                    ApiError.badRequest(field, field + " must be from " + plain(min) + " to " + plain(max) + "."));
        }
    }

    /** A number such as 1e999 is beyond what is computed with, and would be sent on as the text Infinity. */
    private static void finite(String field, Object value) {
        if (value instanceof Double number && !Double.isFinite(number)) {
            throw new ApiErrorException(ApiError.badRequest(field, field + " has a number that is too large."));
        } else if (value instanceof Map<?, ?> map) {
            map.values().forEach(inner -> finite(field, inner));
        } else if (value instanceof List<?> list) {
            list.forEach(inner -> finite(field, inner));
        }
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
    }

    private static void wholeNumber(Map<String, Object> json, String field) {
        Object value = json.get(field);
        boolean whole = value instanceof Integer i && i >= 1;
        if (value != null && !whole) {
            throw new ApiErrorException(
                    ApiError.badRequest(field, field + " must be a whole number from 1 to " + Integer.MAX_VALUE + "."));
        }
    }

    private static void type(Object value, Class<?> type, String place) {
        if (value != null && !type.isInstance(value)) {
            throw wrong(place, jsonName(type), value);
        }
    }

    private static String text(Object value, String place) {
        if (value == null) {
            throw missing(place);
        }
        if (!(value instanceof String text)) {
            throw wrong(place, "a string", value);
        }
        return text;
    }

    static ApiErrorException missing(String place) {
        return new ApiErrorException(ApiError.badRequest(place, place + " is missing."));
    }

    static ApiErrorException wrong(String place, String allowed, Object value) {
        return new ApiErrorException(
                ApiError.badRequest(place, place + " must be " + allowed + ", not " + jsonName(value) + "."));
    }

    private static String jsonName(Object value) {
        if (value instanceof List<?> list && list.isEmpty()) {
            return "an empty array";
        }
        return value == null ? "null" : jsonName(value.getClass());
    }

    private static String jsonName(Class<?> type) {
        if (Map.class.isAssignableFrom(type)) {
            return "an object";
        }
        if (List.class.isAssignableFrom(type)) {
            return "an array";
        }
        if (Number.class.isAssignableFrom(type)) {
            return "a number";
        }
        return type == Boolean.class ? "true or false" : "a string";
    }
}
