package io.github.camelglm4.chat;

import io.github.camelglm4.json.Fields;
import io.github.camelglm4.json.Json;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * A tool call of the model.
 *
 * @param id the id that the result refers to; may be null in answers of some proxies
 * @param type {@code function}, or the name of a tool that the service runs itself ({@code web_search}, ...)
 * @param name the name of the function, null for other types
 * @param arguments the arguments as the model wrote them, decoded if they were encoded twice, {@code {}} if there are
 *     none; may be invalid JSON
 */
public record ToolCall(String id, String type, String name, String arguments) {

    /** Source: chat-completions page of docs.bigmodel.cn, field tools. */
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]{1,64}");

    private static final Pattern NOT_IN_NAMES = Pattern.compile("[^a-zA-Z0-9_-]");
    private static final int LONGEST_NAME = 64;

    /** Arguments are JSON within text, which may contain an escaped half of a surrogate pair. */
    private static final Pattern ESCAPED_SURROGATE = Pattern.compile("\\\\u[dD][89a-fA-F]");

    private static final int MOST_ENCODINGS = 3;

    private static final Pattern NOISE = Pattern.compile("(?:\\s|<[^<>]*>|```(?:json)?)*+");
    private static final int LONGEST_NOISE = 64;

    /** Creates a call from its JSON: arguments may be text or an object, the type may be missing. */
    public static ToolCall of(Map<String, Object> json) {
        Map<String, Object> function = Fields.object(json, "function");
        String type = Fields.text(json, "type");
        return new ToolCall(
                Fields.text(json, "id"),
                type == null || type.isBlank() ? "function" : type,
                Fields.text(function, "name"),
                arguments(function.get("arguments")));
    }

    /** Creates an id for a call without one, because its result must refer to it. */
    public static String newId() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return String.format("call_%016x%08x", random.nextLong(), random.nextInt());
    }

    /** Returns this call with another id. */
    public ToolCall withId(String newId) {
        return new ToolCall(newId, type, name, arguments);
    }

    /** Parses the arguments; null if they are not a JSON object. */
    public Map<String, Object> object() {
        try {
            return Json.readObject(arguments);
        } catch (IOException e) {
            return null;
        }
    }

    /** Whether services accept functions with that name. */
    public static boolean isName(String name) {
        return name != null && NAME.matcher(name).matches();
    }

    /**
     * Returns the call as it can be sent back to the model. Mistakes of the model are not repeated: services reject a
     * whole conversation because of an invalid name, or because of arguments that are not a JSON object.
     */
    ToolCall wellFormed() {
        Map<String, Object> object = object();
        boolean escaped = ESCAPED_SURROGATE.matcher(arguments).find();
        return new ToolCall(
                id, type, nearestName(), object == null ? "{}" : escaped ? Json.writeText(object) : arguments);
    }

    private String nearestName() {
        if (name == null || name.isEmpty()) {
            return "unknown";
        }
        return isName(name)
                ? name
                : NOT_IN_NAMES
                        .matcher(name.substring(0, Math.min(name.length(), LONGEST_NAME)))
                        .replaceAll("_");
    }

    /** Whether the caller must run it, and not the service. */
    public boolean isFunction() {
        return "function".equals(type);
    }

    /** Returns the JSON. */
    public Map<String, Object> toMap() {
        Map<String, Object> function = new LinkedHashMap<>();
        Fields.putIfSet(function, "name", name);
        function.put("arguments", arguments);
        Map<String, Object> json = new LinkedHashMap<>();
        Fields.putIfSet(json, "id", id);
        json.put("type", type);
        json.put("function", function);
        return json;
    }

    private static String arguments(Object value) {
        if (value == null) {
            return "{}";
        }
        String text = value instanceof String s ? decoded(s) : Json.writeText(value);
        return isNone(text) ? "{}" : withoutNoise(text);
    }

    /** Some services write an object without fields as an empty list. */
    private static boolean isNone(String text) {
        return Fields.isNone(text) || text.strip().equals("[]");
    }

    /** Returns the object without a surrounding code fence or tokens of a chat template. */
    private static String withoutNoise(String text) {
        int begin = text.indexOf('{');
        int end = text.lastIndexOf('}') + 1;
        if (begin < 0 || end <= begin || end - begin == text.length()) {
            return text;
        }
        boolean noise = isNoise(text.substring(0, begin)) && isNoise(text.substring(end));
        return noise && isObject(text.substring(begin, end)) ? text.substring(begin, end) : text;
    }

    private static boolean isNoise(String text) {
        return text.length() <= LONGEST_NOISE && NOISE.matcher(text).matches();
    }

    private static boolean isObject(String text) {
        try {
            return Json.readValue(text) instanceof Map;
        } catch (IOException noJson) {
            return false;
        }
    }

    /** Decodes arguments that were encoded more than once: a JSON text that contains JSON. */
    private static String decoded(String text) {
        try {
            String decoded = text;
            for (int i = 0; i < MOST_ENCODINGS && decoded.strip().startsWith("\""); i++) {
                decoded = (String) Json.readValue(decoded);
            }
            boolean meant = isNone(decoded) || !decoded.equals(text) && Json.readValue(decoded) instanceof Map;
            return meant ? decoded : text;
        } catch (IOException noJson) {
            return text;
        }
    }
}
