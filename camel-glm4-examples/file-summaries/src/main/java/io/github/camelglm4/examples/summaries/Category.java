package io.github.camelglm4.examples.summaries;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The categories of the incoming texts of a company. */
public enum Category {
    COMPLAINT,
    CONTRACT,
    LOG,
    REVIEW,
    MINUTES,
    NEWS,
    SUPPORT,
    INVOICE,
    APPLICATION,
    BULLETIN,
    OTHER;

    /** The name in the schema, on the console and in the results. */
    @Override
    @JsonValue
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
