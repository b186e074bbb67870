package io.github.camelglm4.rerankroute;

import io.github.camelglm4.Glm4RerankHeaders;
import io.github.camelglm4.binding.Glm4Binding;
import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.operation.Operation;
import io.github.camelglm4.operation.Texts;
import io.github.camelglm4.operation.Work;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Documents, best first. */
final class RerankOperation implements Operation {

    private static final int PARALLEL_REQUESTS = 4;

    private final String model;
    private final RerankOptions options;

    /**
     * @param model the model in the URI
     * @throws RuntimeException if an option is invalid
     */
    RerankOperation(String model, RerankOptions options) {
        this.model = model;
        this.options = options.copy();
        options.check();
    }

    @Override
    public String path() {
        return "/rerank";
    }

    @Override
    public String name() {
        return "rerank";
    }

    @Override
    public int maxParallelRequests() {
        return PARALLEL_REQUESTS;
    }

    @Override
    public List<String> headers() {
        return List.of(Glm4RerankHeaders.SCORES);
    }

    @Override
    public Work<?> begin(Exchange exchange) {
        Message message = exchange.getMessage();
        Object query = message.getHeader(Glm4RerankHeaders.QUERY);
        Object body = message.getBody();
        if (body instanceof Map<?, ?> request) {
            query = query == null ? request.get("query") : query;
            body = request.get("documents");
        }
        if (query == null) {
            throw new Glm4RequestException("there is no query: set the header " + Glm4RerankHeaders.QUERY
                    + ", or a body that is a Map with query and documents");
        }
        List<Object> documents = elements(body);
        List<String> texts = new ArrayList<>(documents.size());
        for (Object document : documents) {
            texts.add(text(exchange, texts.size() + 1, document));
        }
        return new RankedDocuments(
                Glm4Binding.model(message, model, null),
                Texts.text(exchange, "the query", query),
                documents,
                texts,
                options);
    }

    private static List<Object> elements(Object body) {
        List<Object> elements = new ArrayList<>();
        if (body instanceof Object[] array) {
            elements.addAll(Arrays.asList(array));
        } else if (body instanceof Iterable<?> iterable) {
            iterable.forEach(elements::add);
        } else {
            throw new Glm4RequestException(
                    "the documents must be a List, another Iterable or an array of texts or Maps," + " but are "
                            + (body == null ? "null" : body.getClass().getName()));
        }
        if (elements.isEmpty()) {
            throw new Glm4RequestException("there are no documents: at least one is required");
        }
        return elements;
    }

    private String text(Exchange exchange, int number, Object document) {
        if (document instanceof Map<?, ?> fields) {
            return Texts.text(
                    exchange,
                    "the field " + options.getTextField() + " of document " + number,
                    fields.get(options.getTextField()));
        }
        return Texts.text(exchange, "document " + number, document);
    }
}
