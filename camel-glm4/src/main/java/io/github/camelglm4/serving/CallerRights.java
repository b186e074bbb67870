package io.github.camelglm4.serving;

import io.github.camelglm4.json.Fields;
import io.github.camelglm4.text.PrintableText;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Rejects what a caller may not request at the operator's expense: hosted tools, several choices, and URLs that the
 * service would fetch. Also rejects forced calls of functions that are not in the request. Runs after the validation of
 * the request. Pure.
 */
final class CallerRights {

    /** Tools of these types run at the caller; all other types run at the service. */
    private static final Set<String> OWN_TOOLS = Set.of("function", "custom");

    /** Fields that enable hosted tools of several services. */
    private static final List<String> HOSTED_FIELDS =
            List.of("web_search", "web_search_options", "enable_search", "search_options", "plugins", "mcp_servers");

    private static final Pattern NAMES_URL = Pattern.compile("(?i)ur[il]$");

    private static final List<String> SEVERAL = List.of("n", "best_of", "num_return_sequences");

    private CallerRights() {}

    /** @throws ServedErrorException with the name of the field */
    static void check(Map<String, Object> json, RequestRules rules) {
        List<Map<String, Object>> tools = Fields.objects(json, "tools");
        if (!rules.allow(Allowance.HOSTED_TOOLS)) {
            hostedTools(json, tools);
        }
        if (!rules.allow(Allowance.N)) {
            SEVERAL.forEach(field -> onlyOne(json, field));
        }
        if (!rules.allow(Allowance.ANY_IMAGE_URL)) {
            media(Fields.objects(json, "messages"));
        }
        choice(json.get("tool_choice"), tools, "tool_choice");
        functionCall(json.get("function_call"), Fields.objects(json, "functions"));
    }

    private static void hostedTools(Map<String, Object> json, List<Map<String, Object>> tools) {
        for (int i = 0; i < tools.size(); i++) {
            if (!OWN_TOOLS.contains(Fields.text(tools.get(i), "type"))) {
                throw refused("tools[" + i + "].type", "must be function: this model does not allow hosted tools");
            }
        }
        for (String field : HOSTED_FIELDS) {
            Object value = json.get(field);
            if (value != null && !Boolean.FALSE.equals(value)) {
                throw refused(field, "is not allowed: this model does not allow hosted tools");
            }
        }
    }

    private static void onlyOne(Map<String, Object> json, String field) {
        Object value = json.get(field);
        if (value != null && !(value instanceof Integer number && number <= 1)) {
            throw refused(field, "must be 1: this model returns one choice for each request");
        }
    }

    private static void media(List<Map<String, Object>> messages) {
        for (int i = 0; i < messages.size(); i++) {
            List<Map<String, Object>> parts = Fields.objects(messages.get(i), "content");
            for (int j = 0; j < parts.size(); j++) {
                String place = "messages[" + i + "].content[" + j + "]";
                parts.get(j).forEach((field, value) -> url(field, value, within(place, field)));
            }
        }
    }

    /** Checks image_url, video_url, file_url, url and uri at any depth: a URL, or an object with a URL. */
    private static void url(String field, Object value, String place) {
        if (value instanceof Map<?, ?> object && !field.equals("url")) {
            object.forEach((name, inner) -> url((String) name, inner, within(place, (String) name)));
        } else if (value instanceof List<?> list) {
            list.forEach(inner -> url(field, inner, place));
        } else if (value != null && NAMES_URL.matcher(field).find()) {
            if (!(value instanceof String text && MediaUrl.isPublic(text))) {
                throw refused(place, "must be a data URL, or an http or https URL of a public host");
            }
        }
    }

    /** Field names and their nesting depth are from the caller, so the path is clipped and made printable. */
    private static String within(String place, String field) {
        return PrintableText.name(place + "." + field);
    }

    /** Accepts only functions of the request: callers must not learn which tools the route has. */
    private static void choice(Object choice, List<Map<String, Object>> tools, String place) {
        if (choice == null || "none".equals(choice) || "auto".equals(choice)) {
            return;
        }
        if (choice instanceof String) {
            if (!"required".equals(choice) && !"any".equals(choice)) {
                throw refused(place, "must be none, auto, required, or an object that names a function of the request");
            }
            if (tools.isEmpty()) {
                throw refused(place, "requires tools in the request");
            }
            return;
        }
        Map<String, Object> named = Fields.object(choice);
        if ("allowed_tools".equals(named.get("type"))) {
            for (Map<String, Object> tool : Fields.objects(Fields.object(named, "allowed_tools"), "tools")) {
                requireOwn(tool, tools, place);
            }
        } else {
            requireOwn(named, tools, place);
        }
    }

    private static void requireOwn(Map<String, Object> named, List<Map<String, Object>> tools, String place) {
        String type = Fields.text(named, "type");
        String name = name(named, type);
        boolean known = tools.stream()
                .anyMatch(tool -> type != null
                        && type.equals(Fields.text(tool, "type"))
                        && (name == null ? !OWN_TOOLS.contains(type) : name.equals(name(tool, type))));
        if (!known) {
            throw refused(place, "must name a function in the tools of the request");
        }
    }

    private static String name(Map<String, Object> tool, String type) {
        return type == null ? null : Fields.text(Fields.object(tool, type), "name");
    }

    /** The deprecated fields {@code function_call} and {@code functions}. */
    private static void functionCall(Object choice, List<Map<String, Object>> functions) {
        if (choice == null || "none".equals(choice) || "auto".equals(choice)) {
            return;
        }
        String name = Fields.text(Fields.object(choice), "name");
        if (name == null || functions.stream().noneMatch(function -> name.equals(Fields.text(function, "name")))) {
            throw refused("function_call", "must be none, auto, or name one of the functions of the request");
        }
    }

    private static ServedErrorException refused(String place, String why) {
        return new ServedErrorException(ServedError.badRequest(place, place + " " + why + "."));
    }
}
