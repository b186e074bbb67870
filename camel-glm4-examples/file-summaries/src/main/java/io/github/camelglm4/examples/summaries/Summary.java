package io.github.camelglm4.examples.summaries;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** The typed answer: the component sends the JSON Schema of this record, and converts the answer to it. */
public record Summary(
        @JsonPropertyDescription("what the text says, in two or three sentences, in the language of the text")
        String summary,

        @JsonPropertyDescription("what fits the text best") Category category) {

    /** If this throws, the component sends the message to the model and requests another answer. */
    public Summary {
        if (summary.isBlank()) {
            throw new IllegalArgumentException("summary must not be blank");
        }
        summary = summary.strip();
    }
}
