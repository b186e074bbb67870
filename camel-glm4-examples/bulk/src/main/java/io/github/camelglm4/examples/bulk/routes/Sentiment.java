package io.github.camelglm4.examples.bulk.routes;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The mood of a customer. */
public enum Sentiment {
    POSITIVE,
    NEGATIVE,
    NEUTRAL;

    /** The name in the schema and in the results. */
    @Override
    @JsonValue
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
