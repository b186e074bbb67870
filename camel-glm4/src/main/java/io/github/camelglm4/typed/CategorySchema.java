package io.github.camelglm4.typed;

import io.github.camelglm4.json.Json;
import io.github.camelglm4.text.CommaSeparated;
import java.util.List;
import java.util.Map;

/** The categories of the Kamelet {@code glm4-classify-action} as the schema that an answer must fit. Pure. */
public final class CategorySchema {

    private static final String RULE =
            "categories must be two or more different names, comma-separated, such as billing,delivery,other";

    private CategorySchema() {}

    /**
     * One of several names, written as they are given.
     *
     * @param categories comma-separated names
     * @return a JSON Schema, as the option {@code outputSchema} takes it
     * @throws IllegalArgumentException when they are fewer than two, or one is there twice
     */
    public static String of(String categories) {
        List<String> names = CommaSeparated.of(categories, RULE);
        if (names.size() < 2 || names.stream().distinct().count() < names.size()) {
            throw new IllegalArgumentException(RULE + ", but is: " + categories);
        }
        return Json.writeText(Map.of("enum", names));
    }
}
