package io.github.camelglm4.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Format;
import com.networknt.schema.FormatValidator;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.ValidationContext;
import java.util.Set;

/** A format that no very long text fits: those of the library are regular expressions, whose time can grow with its square. */
record BoundedFormat(Format format) implements Format {

    private static final int LONGEST = 2_000;

    /** They are parsed in one pass, and a data URL has any length. */
    private static final Set<String> UNBOUNDED = Set.of("uri", "uri-reference", "iri", "iri-reference");

    static Format of(Format format) {
        return UNBOUNDED.contains(format.getName()) ? format : new BoundedFormat(format);
    }

    @Override
    public String getName() {
        return format.getName();
    }

    @Override
    public String getMessageKey() {
        return format.getMessageKey();
    }

    @Override
    public String getErrorMessageDescription() {
        return format.getErrorMessageDescription();
    }

    @Override
    public boolean matches(
            ExecutionContext execution,
            ValidationContext context,
            JsonNode value,
            JsonNode root,
            JsonNodePath place,
            boolean assertions,
            FormatValidator validator) {
        boolean tooLong = value.isTextual() && value.textValue().length() > LONGEST;
        return !tooLong && format.matches(execution, context, value, root, place, assertions, validator);
    }
}
