package io.github.camelglm4.typed;

import io.github.camelglm4.json.Json;
import io.github.camelglm4.text.CommaSeparated;
import java.util.List;
import java.util.Map;

/** Converts the categories of the Kamelet {@code glm4-classify-action} to the schema of its answers. Pure. */
public final class CategorySchema {

    private static final String RULE =
            "categories must be two or more different names, comma-separated, such as billing,delivery,other";

    private CategorySchema() {}

    /**
     * Creates a schema that allows one of several names, spelled as they are given.
     *
     * @param categories comma-separated names
     * @return a JSON Schema for the option {@code outputSchema}
     * @throws IllegalArgumentException if there are fewer than two names or duplicates
     */
    public static String of(String categories) {
        List<String> names = CommaSeparated.of(categories, RULE);
        if (names.size() < 2 || names.stream().distinct().count() < names.size()) {
            throw new IllegalArgumentException(RULE + ", but is: " + categories);
        }
        return Json.writeText(Map.of("enum", names));
    }
}
