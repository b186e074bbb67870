package io.github.camelglm4.examples.summaries;

import io.github.camelglm4.Glm4Headers;
import org.apache.camel.Body;
import org.apache.camel.Header;

/** The result of one text, as it is written to a file: the answer of the model, and the tokens used. */
public record Result(String summary, Category category, String model, Tokens tokens) {

    public record Tokens(Long prompt, Long completion, Long total) {}

    public static Result of(
            @Body Summary answer,
            @Header(Glm4Headers.RESPONSE_MODEL) String model,
            @Header(Glm4Headers.PROMPT_TOKENS) Long promptTokens,
            @Header(Glm4Headers.COMPLETION_TOKENS) Long completionTokens,
            @Header(Glm4Headers.TOTAL_TOKENS) Long totalTokens) {
        return new Result(
                answer.summary(), answer.category(), model, new Tokens(promptTokens, completionTokens, totalTokens));
    }
}
