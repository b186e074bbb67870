package io.github.camelglm4.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.AdditionalPropertiesValidator;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonValidator;
import com.networknt.schema.Keyword;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.ValidationContext;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.Vocabularies;
import com.networknt.schema.Vocabulary;
import java.util.Iterator;
import java.util.Set;

/**
 * {@code additionalProperties} for every property: the library passes over names that begin with {@code #}, and who asks for
 * no other properties would get those all the same.
 */
final class EveryProperty extends AdditionalPropertiesValidator {

    static final Keyword KEYWORD = new Keyword() {
        @Override
        public String getValue() {
            return "additionalProperties";
        }

        @Override
        public JsonValidator newValidator(
                SchemaLocation location,
                JsonNodePath path,
                JsonNode node,
                JsonSchema parent,
                ValidationContext context) {
            return new EveryProperty(location, path, node, parent, context);
        }
    };

    private static final String PASSED_OVER = "#";
    /** Nobody sees it in a message. */
    private static final String NO_SPACE = "\u200B";

    private final JsonNode parent;

    /** Of the newer drafts, which have their keywords from there: the library's own, with this keyword in it. */
    static Vocabulary vocabulary(String iri) {
        Vocabulary known = Vocabularies.getVocabulary(iri);
        if (known == null) {
            return null;
        }
        Keyword[] keywords = known.getKeywords().stream()
                .map(keyword -> keyword.getValue().equals(KEYWORD.getValue()) ? KEYWORD : keyword)
                .toArray(Keyword[]::new);
        return new Vocabulary(iri, keywords);
    }

    private EveryProperty(
            SchemaLocation location, JsonNodePath path, JsonNode node, JsonSchema parent, ValidationContext context) {
        super(location, path, node, parent, context);
        this.parent = parent.getSchemaNode();
    }

    @Override
    public Set<ValidationMessage> validate(
            ExecutionContext context, JsonNode node, JsonNode root, JsonNodePath location) {
        return super.validate(context, node.isObject() ? noticed(node) : node, root, location);
    }

    private JsonNode noticed(JsonNode object) {
        boolean nothingMissed = true;
        for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
            nothingMissed &= !names.next().startsWith(PASSED_OVER);
        }
        if (nothingMissed) {
            return object;
        }
        ObjectNode noticed = JsonNodeFactory.instance.objectNode();
        object.fields().forEachRemaining(property -> {
            String name = property.getKey();
            boolean missed = name.startsWith(PASSED_OVER) && !isDeclared(name);
            noticed.set(missed ? NO_SPACE + name : name, property.getValue());
        });
        return noticed;
    }

    private boolean isDeclared(String name) {
        if (parent.path("properties").has(name)) {
            return true;
        }
        for (Iterator<String> patterns = parent.path("patternProperties").fieldNames(); patterns.hasNext(); ) {
            if (BoundedPattern.of(patterns.next()).matches(name)) {
                return true;
            }
        }
        return false;
    }
}
