package io.github.camelglm4.examples.bulk.routes;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a customer writes about. */
public enum Category {
    COMPLAINT,
    INVOICE,
    SUPPORT,
    REVIEW,
    APPLICATION,
    OTHER;

    /** The name in the schema and in the results. */
    @Override
    @JsonValue
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
