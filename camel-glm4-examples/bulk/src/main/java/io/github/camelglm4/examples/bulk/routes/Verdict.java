package io.github.camelglm4.examples.bulk.routes;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** The typed answer: the component sends the JSON Schema of this record, and converts the answer to it. */
public record Verdict(
        @JsonPropertyDescription("what fits the text best") Category category,
        @JsonPropertyDescription("the mood of the customer") Sentiment sentiment,

        @JsonPropertyDescription("what the text says, in one sentence, in the language of the text")
        String summary) {

    /** If this throws, the component sends the message to the model and requests another answer. */
    public Verdict {
        if (summary.isBlank()) {
            throw new IllegalArgumentException("summary must not be blank");
        }
        summary = summary.strip();
    }
}
