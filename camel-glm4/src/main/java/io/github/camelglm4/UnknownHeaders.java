package io.github.camelglm4;

import io.github.camelglm4.options.Mistakes;
import io.github.camelglm4.text.NearNames;
import io.github.camelglm4.toolroute.Glm4ToolHeaders;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Finds unknown headers with the component's prefix, such as {@code CamelGlm4Temprature}. Stateless. */
public final class UnknownHeaders {

    private static final String PREFIX = "CamelGlm4";

    private static final List<Class<?>> HEADERS = List.of(
            Glm4Headers.class,
            Glm4BatchHeaders.class,
            Glm4ToolHeaders.class,
            Glm4EmbeddingHeaders.class,
            Glm4RerankHeaders.class,
            Glm4ModerationHeaders.class);

    /** Camel ignores the case of header names. */
    private static final Set<String> KNOWN = known();

    private UnknownHeaders() {}

    /** Logs a warning once for each unknown name. */
    public static void report(Map<String, Object> headers, Mistakes mistakes) {
        for (String name : headers.keySet()) {
            if (name != null && name.regionMatches(true, 0, PREFIX, 0, PREFIX.length()) && !KNOWN.contains(name)) {
                mistakes.report(name.toLowerCase(Locale.ROOT), () -> sentence(name));
            }
        }
    }

    private static String sentence(String name) {
        if (name.equalsIgnoreCase(Glm4Properties.API_KEY)) {
            return "the header " + name + " has no effect: set it as a property of the exchange";
        }
        // compared without the common prefix, which would make all names similar
        return "the header " + name + " is not known and has no effect"
                + NearNames.nearest(
                                name.substring(PREFIX.length()),
                                KNOWN.stream()
                                        .map(known -> known.substring(PREFIX.length()))
                                        .toList())
                        .map(near -> ": did you mean " + PREFIX + near + "?")
                        .orElse("");
    }

    private static Set<String> known() {
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (Class<?> constants : HEADERS) {
            for (Field constant : constants.getFields()) {
                try {
                    names.add((String) constant.get(null));
                } catch (IllegalAccessException e) {
                    throw new IllegalStateException("the constants are public", e);
                }
            }
        }
        return names;
    }
}
