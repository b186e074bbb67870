package io.github.camelglm4.rerankroute;

import io.github.camelglm4.Glm4RerankHeaders;
import io.github.camelglm4.error.FailureDetails;
import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.json.Fields;
import io.github.camelglm4.operation.ExchangeRequests;
import io.github.camelglm4.operation.OperationRequest;
import io.github.camelglm4.operation.Texts;
import io.github.camelglm4.rerank.Ranking;
import io.github.camelglm4.rerank.Ranking.Score;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** The documents of a body in the order of their scores, which several requests may report. */
final class RankedDocuments implements ExchangeRequests<List<Score>> {

    private final String query;
    private final List<Object> documents;
    private final List<String> texts;
    private final RerankOptions options;
    private int sent;

    /** @param texts those of the documents, in the same order */
    private RankedDocuments(String query, List<Object> documents, List<String> texts, RerankOptions options) {
        this.query = query;
        this.documents = documents;
        this.texts = texts;
        this.options = options;
    }

    /** @throws Glm4RequestException if there is no query, or if the documents are invalid */
    static RankedDocuments of(Exchange exchange, RerankOptions options) {
        Map<String, Object> request = request(exchange.getMessage());
        if (request.get("query") == null) {
            throw new Glm4RequestException("there is no query: set the header " + Glm4RerankHeaders.QUERY
                    + ", or a body that is a Map with query and documents");
        }
        String query = Texts.text(exchange, "the query", request.get("query"));
        List<Object> documents = documents(request.get("documents"));
        List<String> texts = new ArrayList<>(documents.size());
        for (Object document : documents) {
            texts.add(text(exchange, "document " + (texts.size() + 1), document, options.getTextField()));
        }
        return new RankedDocuments(query, documents, texts, options);
    }

    /** Both forms of a message as one: the Map in the body, or the documents in the body; the header is the query. */
    private static Map<String, Object> request(Message message) {
        Object body = message.getBody();
        Map<String, Object> request = new LinkedHashMap<>(Fields.object(body));
        if (!(body instanceof Map)) {
            request.put("documents", body);
        }
        Fields.putIfSet(request, "query", message.getHeader(Glm4RerankHeaders.QUERY));
        return request;
    }

    private static List<Object> documents(Object sequence) {
        Iterable<?> elements = Texts.elements(sequence);
        if (elements == null) {
            throw new Glm4RequestException(
                    "the documents must be a List, another Iterable or an array of texts or Maps, but are "
                            + (sequence == null ? "null" : sequence.getClass().getName()));
        }
        List<Object> documents = new ArrayList<>();
        elements.forEach(documents::add);
        if (documents.isEmpty()) {
            throw new Glm4RequestException("there are no documents: at least one is required");
        }
        return documents;
    }

    private static String text(Exchange exchange, String place, Object document, String field) {
        return document instanceof Map<?, ?> fields
                ? Texts.text(exchange, "the field " + field + " of " + place, fields.get(field))
                : Texts.text(exchange, place, document);
    }

    @Override
    public Map<String, Object> commonFields() {
        return options.getTopN() == 0 ? Map.of("query", query) : Map.of("query", query, "top_n", options.getTopN());
    }

    @Override
    public OperationRequest<List<Score>> next() {
        int first = sent;
        if (first == texts.size()) {
            return null;
        }
        sent = Math.min(texts.size(), first + Ranking.MOST_DOCUMENTS);
        List<String> next = texts.subList(first, sent);
        return new OperationRequest<>(
                Map.of("documents", next),
                answer -> Ranking.of(answer, next.size(), options.getTopN()).stream()
                        .map(score -> new Score(first + score.index(), score.score()))
                        .toList());
    }

    @Override
    public void answer(Message message, List<List<Score>> answers, FailureDetails details) {
        Stream<Score> sorted = answers.stream()
                .flatMap(List::stream)
                .filter(score -> options.getMinScore() == null || score.score() >= options.getMinScore())
                .sorted(Comparator.comparingDouble(Score::score).reversed());
        List<Score> best = (options.getTopN() == 0 ? sorted : sorted.limit(options.getTopN())).toList();
        message.setBody(best.stream().map(score -> documents.get(score.index())).toList());
        message.setHeader(
                Glm4RerankHeaders.SCORES, best.stream().map(Score::score).toList());
    }
}
