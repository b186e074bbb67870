package io.github.camelglm4.embeddingroute;

import io.github.camelglm4.Glm4EmbeddingHeaders;
import io.github.camelglm4.embedding.Embeddings;
import io.github.camelglm4.error.FailureDetails;
import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.json.Fields;
import io.github.camelglm4.operation.ExchangeRequests;
import io.github.camelglm4.operation.OperationRequest;
import io.github.camelglm4.text.PrintableText;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Message;
import org.apache.camel.util.ObjectHelper;

/** A request in the format of the API, sent as it is except for its model, whose answer is a Map. */
final class WholeRequest implements ExchangeRequests<Map<String, Object>> {

    private final Map<String, Object> request;
    private boolean created;

    /** @throws Glm4RequestException if the Map is not a request */
    WholeRequest(Map<?, ?> body) {
        if (isEmpty(body.get("input"))) {
            throw new Glm4RequestException("the body is a Map without input: a request requires the key input, with"
                    + " a text or a List of texts, but has " + PrintableText.sentence(String.valueOf(body.keySet())));
        }
        request = new LinkedHashMap<>(Fields.object(body));
    }

    private static boolean isEmpty(Object input) {
        return input instanceof Collection<?> texts
                ? texts.isEmpty() || texts.stream().anyMatch(ObjectHelper::isEmpty)
                : ObjectHelper.isEmpty(input);
    }

    @Override
    public Map<String, Object> commonFields() {
        return request;
    }

    @Override
    public OperationRequest<Map<String, Object>> next() {
        if (created) {
            return null;
        }
        created = true;
        return new OperationRequest<>(Map.of(), answer -> {
            Embeddings.dimensions(answer);
            return answer;
        });
    }

    @Override
    public void answer(Message message, List<Map<String, Object>> answers, FailureDetails details) {
        Map<String, Object> answer = answers.get(0);
        message.setBody(answer);
        message.setHeader(Glm4EmbeddingHeaders.TEXT, request.get("input"));
        message.removeHeader(Glm4EmbeddingHeaders.DIMENSIONS);
        Fields.putIfSet(message.getHeaders(), Glm4EmbeddingHeaders.DIMENSIONS, Embeddings.dimensions(answer));
    }
}
