package io.github.camelglm4.examples.bulk.routes;

import io.github.camelglm4.Glm4Headers;
import org.apache.camel.Body;
import org.apache.camel.Header;

/** The value of a record in the topic of results. Its key and headers are those of the text. */
public record Result(Category category, Sentiment sentiment, String summary, String model, long tokens) {
    public static Result of(
            @Body Verdict verdict,
            @Header(Glm4Headers.RESPONSE_MODEL) String model,
            @Header(Glm4Headers.TOTAL_TOKENS) Long tokens) {
        return new Result(
                verdict.category(), verdict.sentiment(), verdict.summary(), model, tokens == null ? 0 : tokens);
    }
}
