package io.github.camelglm4.embeddingroute;

import io.github.camelglm4.Glm4EmbeddingHeaders;
import io.github.camelglm4.embedding.EmbeddingVector;
import io.github.camelglm4.embedding.Embeddings;
import io.github.camelglm4.error.FailureDetails;
import io.github.camelglm4.error.Glm4ResponseException;
import io.github.camelglm4.operation.ExchangeRequests;
import io.github.camelglm4.operation.OperationRequest;
import io.github.camelglm4.operation.Texts;
import java.util.List;
import java.util.Map;
import org.apache.camel.Message;

/** The vectors of the texts of a body: one for one text, or a List in the order of the texts. */
final class TextVectors implements ExchangeRequests<List<EmbeddingVector>> {

    private final Texts texts;
    private final int maxInputs;
    private final Integer dimensions;

    /** @param dimensions null for the default of the model */
    TextVectors(Texts texts, int maxInputs, Integer dimensions) {
        this.texts = texts;
        this.maxInputs = maxInputs;
        this.dimensions = dimensions;
    }

    @Override
    public Map<String, Object> commonFields() {
        return dimensions == null ? Map.of() : Map.of("dimensions", dimensions);
    }

    @Override
    public OperationRequest<List<EmbeddingVector>> next() {
        List<String> next = texts.next(maxInputs);
        // one text is a List too, because every service accepts it
        return next.isEmpty()
                ? null
                : new OperationRequest<>(Map.of("input", next), answer -> Embeddings.of(answer, next.size()));
    }

    @Override
    public void answer(Message message, List<List<EmbeddingVector>> answers, FailureDetails details) {
        List<EmbeddingVector> vectors = answers.stream().flatMap(List::stream).toList();
        message.setHeader(Glm4EmbeddingHeaders.DIMENSIONS, dimensions(vectors, details));
        if (texts.isSingle()) {
            message.setBody(vectors.get(0));
            message.setHeader(Glm4EmbeddingHeaders.TEXT, texts.read().get(0));
        } else {
            message.setBody(vectors);
            message.setHeader(Glm4EmbeddingHeaders.TEXT, texts.read());
        }
    }

    private static int dimensions(List<EmbeddingVector> vectors, FailureDetails details) {
        try {
            return Embeddings.commonDimensions(vectors);
        } catch (IllegalArgumentException e) {
            throw new Glm4ResponseException("the answer " + e.getMessage(), e, details);
        }
    }
}
