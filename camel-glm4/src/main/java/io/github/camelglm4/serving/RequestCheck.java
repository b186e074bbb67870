package io.github.camelglm4.serving;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Validates the known fields of a request; all others are left to the model behind the route. A null field counts as
 * missing. Pure. Source of the fields: the chat-completions pages of docs.bigmodel.cn and of OpenAI.
 */
final class RequestCheck {

    private static final Set<String> ROLES = Set.of("system", "developer", "user", "assistant", "tool", "function");
    private static final Map<Class<?>, List<String>> TYPES = Map.of(
            Boolean.class,
            List.of("stream", "do_sample", "tool_stream", "parallel_tool_calls", "logprobs", "store"),
            Number.class,
            List.of("frequency_penalty", "presence_penalty", "seed"),
            String.class,
            List.of("user", "user_id", "request_id", "reasoning_effort"),
            Map.class,
            List.of("logit_bias", "metadata", "thinking", "stream_options", "response_format"));

    private RequestCheck() {}

    /** @throws ServedErrorException with the name of the invalid field and the allowed values */
    static void check(Map<String, Object> json, double maxTemperature) {
        RequestField request = RequestField.of(json);
        json.forEach((field, value) -> finite(request.get(field), value));
        messages(request.get("messages"));
        range(request.get("temperature"), maxTemperature);
        range(request.get("top_p"), 1);
        wholeNumber(request.get("max_tokens"));
        wholeNumber(request.get("max_completion_tokens"));
        wholeNumber(request.get("n"));
        TYPES.forEach(
                (type, fields) -> fields.forEach(field -> request.get(field).require(type)));
        if (json.get("stream_options") != null) {
            request.get("stream_options").get("include_usage").require(Boolean.class);
        }
        if (json.get("response_format") != null) {
            request.get("response_format").get("type").text();
        }
        stop(request.get("stop"));
        request.get("tools").each(RequestCheck::tool);
        Object choice = json.get("tool_choice");
        if (choice != null && !(choice instanceof String) && !(choice instanceof Map)) {
            throw request.get("tool_choice").wrong("a string or an object");
        }
    }

    private static void messages(RequestField messages) {
        messages.present().require(List.class);
        if (((List<?>) messages.value()).isEmpty()) {
            throw messages.wrong("an array of at least one message");
        }
        messages.each(RequestCheck::message);
    }

    private static void message(RequestField message) {
        RequestField role = message.object().get("role");
        if (!ROLES.contains(role.text())) {
            throw role.error("must be one of system, developer, user, assistant, tool");
        }
        RequestField calls = message.get("tool_calls");
        RequestField content = message.get("content");
        // some clients send an empty list if an assistant message only calls tools
        if (!isEmptyList(content) || !(calls.value() instanceof List) || isEmptyList(calls)) {
            content(content, role.text());
        }
        message.get("name").require(String.class);
        message.get("tool_call_id").require(String.class);
        calls.each(RequestCheck::toolCall);
    }

    private static boolean isEmptyList(RequestField field) {
        return field.value() instanceof List<?> list && list.isEmpty();
    }

    private static void content(RequestField content, String role) {
        if (content.value() instanceof String || content.isMissing() && role.equals("assistant")) {
            return;
        }
        content.present();
        if (!(content.value() instanceof List) || isEmptyList(content)) {
            throw content.wrong("a string or an array of parts");
        }
        content.each(RequestCheck::part);
    }

    private static void part(RequestField part) {
        String type = part.object().get("type").text();
        if (type.equals("text")) {
            part.get("text").text();
        } else if (type.equals("image_url")) {
            part.get("image_url").object().get("url").text();
        }
    }

    private static void toolCall(RequestField call) {
        call.object().get("id").require(String.class);
        call.get("type").require(String.class);
        RequestField function = call.get("function").require(Map.class);
        if (!function.isMissing()) {
            function.get("name").text();
            function.get("arguments").require(String.class);
        }
    }

    private static void tool(RequestField tool) {
        if (tool.object().get("type").text().equals("function")) {
            RequestField function = tool.get("function").object();
            function.get("name").text();
            function.get("parameters").require(Map.class);
        }
    }

    private static void stop(RequestField stop) {
        boolean words = stop.value() instanceof List<?> list && list.stream().allMatch(String.class::isInstance);
        if (!stop.isMissing() && !(stop.value() instanceof String) && !words) {
            throw stop.wrong("a string or an array of strings");
        }
    }

    private static void range(RequestField field, double max) {
        // this form of the condition rejects NaN
        if (field.require(Number.class).value() instanceof Number n
                && !(n.doubleValue() >= 0 && n.doubleValue() <= max)) {
            throw field.error("must be from 0 to "
                    + BigDecimal.valueOf(max).stripTrailingZeros().toPlainString());
        }
    }

    /** A number such as 1e999 is not finite as a double, and would be sent on as the text Infinity. */
    private static void finite(RequestField field, Object value) {
        if (value instanceof Double number && !Double.isFinite(number)) {
            throw field.error("contains a number that is too large");
        } else if (value instanceof Map<?, ?> map) {
            map.values().forEach(inner -> finite(field, inner));
        } else if (value instanceof List<?> list) {
            list.forEach(inner -> finite(field, inner));
        }
    }

    private static void wholeNumber(RequestField field) {
        if (!field.isMissing() && !(field.value() instanceof Integer i && i >= 1)) {
            throw field.error("must be an integer from 1 to " + Integer.MAX_VALUE);
        }
    }
}
