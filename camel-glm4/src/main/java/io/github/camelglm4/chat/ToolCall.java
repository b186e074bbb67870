package io.github.camelglm4.chat;

import io.github.camelglm4.json.Fields;
import io.github.camelglm4.json.Json;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * A call of a tool that the model asks for.
 *
 * @param id the id that the result refers to; may be null in replies of some proxies
 * @param type {@code function}, or the name of a tool that the service runs itself ({@code web_search}, ...)
 * @param name the function's name, null for other types
 * @param arguments the arguments as JSON text, as the model wrote them, decoded if they were encoded twice: they may be
 *     no valid JSON; {@code {}} for none
 */
public record ToolCall(String id, String type, String name, String arguments) {

    /** Source: chat-completions page of docs.bigmodel.cn, field tools. */
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]{1,64}");

    private static final Pattern NOT_IN_NAMES = Pattern.compile("[^a-zA-Z0-9_-]");
    private static final int LONGEST_NAME = 64;

    /** Arguments are JSON within text: a half of a character may be escaped in there. */
    private static final Pattern ESCAPED_SURROGATE = Pattern.compile("\\\\u[dD][89a-fA-F]");

    private static final int MOST_ENCODINGS = 3;

    private static final Pattern NOISE = Pattern.compile("(?:\\s|<[^<>]*>|```(?:json)?)*+");
    private static final int LONGEST_NOISE = 64;

    /** A call from its wire form: arguments may be text or an object, the type may be missing. */
    public static ToolCall of(Map<String, Object> json) {
        Map<String, Object> function = Fields.object(json, "function");
        String type = Fields.text(json, "type");
        return new ToolCall(
                Fields.text(json, "id"),
                type == null || type.isBlank() ? "function" : type,
                Fields.text(function, "name"),
                arguments(function.get("arguments")));
    }

    /** An id for a call that came without one: its result has to name it. */
    public static String newId() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return String.format("call_%016x%08x", random.nextLong(), random.nextInt());
    }

    /** The same call under another id. */
    public ToolCall withId(String newId) {
        return new ToolCall(newId, type, name, arguments);
    }

    /** The arguments, read at each call; null if they are no JSON object. */
    public Map<String, Object> object() {
        try {
            return Json.readObject(arguments);
        } catch (IOException e) {
            return null;
        }
    }

    /** Whether services take functions of that name. */
    public static boolean isName(String name) {
        return name != null && NAME.matcher(name).matches();
    }

    /**
     * The call as it can be said back to the model. What the model wrote wrongly is not repeated: services refuse a
     * whole conversation for a name that cannot be one, and for arguments that are no JSON object.
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

    /** Whether the caller, and not the service, has to run it. */
    public boolean isFunction() {
        return "function".equals(type);
    }

    /** The wire form. */
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

    /** The object without the fence or the tokens of a chat template around it. */
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

    /** Arguments that were encoded more than once are a JSON text that holds JSON. */
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
