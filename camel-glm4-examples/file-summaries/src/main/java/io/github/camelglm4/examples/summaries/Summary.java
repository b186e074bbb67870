package io.github.camelglm4.examples.summaries;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** What the model is asked for: its schema is made of this record, and the answer becomes one. */
public record Summary(
        @JsonPropertyDescription("what the text says, in two or three sentences, in the language of the text")
        String summary,

        @JsonPropertyDescription("what fits the text best") Category category) {

    /** What is thrown here goes back to the model, which then answers again. */
    public Summary {
        if (summary.isBlank()) {
            throw new IllegalArgumentException("summary must not be blank");
        }
        summary = summary.strip();
    }
}
