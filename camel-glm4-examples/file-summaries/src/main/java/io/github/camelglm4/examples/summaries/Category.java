package io.github.camelglm4.examples.summaries;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What the incoming texts of a company may be. */
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

    /** As the model, the console and the results have it. */
    @Override
    @JsonValue
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
