package io.github.camelglm4.typed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Corrects the schemas of subtypes that contain each other. The generator adds the property with the name of a subtype
 * next to a reference to its other properties, which allow no additional ones. Pure.
 */
final class NamedSubtypes {

    private static final String DEFINITIONS = "$defs";
    private static final String REFERENCE = "$ref";

    private NamedSubtypes() {}

    /** Joins the properties with those of the names. */
    static void join(ObjectNode schema) {
        for (ObjectNode subtype = next(schema); subtype != null; subtype = next(schema)) {
            JsonNode referred = schema.at(subtype.remove(REFERENCE).textValue().substring(1));
            JsonNode name = subtype.remove("properties");
            Set<JsonNode> required = new LinkedHashSet<>();
            referred.path("required").forEach(required::add);
            subtype.path("required").forEach(required::add);
            subtype.setAll((ObjectNode) referred.deepCopy());
            ((ObjectNode) subtype.get("properties")).setAll((ObjectNode) name);
            subtype.putArray("required").addAll(required);
        }
        removeUnused(schema);
    }

    private static ObjectNode next(ObjectNode schema) {
        for (JsonNode parent : schema.findParents(REFERENCE)) {
            JsonNode reference = parent.get(REFERENCE);
            if (reference.isTextual()
                    && parent.path("properties").isObject()
                    && schema.at(reference.textValue().substring(1)).has("properties")) {
                return (ObjectNode) parent;
            }
        }
        return null;
    }

    private static void removeUnused(ObjectNode schema) {
        if (schema.get(DEFINITIONS) instanceof ObjectNode definitions) {
            Set<String> used = new HashSet<>(schema.findValuesAsText(REFERENCE));
            definitions.retain(definitions.properties().stream()
                    .map(definition -> definition.getKey())
                    .filter(name -> used.contains("#/" + DEFINITIONS + "/" + name))
                    .toList());
        }
    }
}
