package io.github.camelglm4.rerank;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A request for the scores of documents.
 *
 * @param model name of the model
 * @param query what the documents are compared to
 * @param documents at least one
 * @param topN number of documents with a score, the best ones; 0 for all
 */
public record RerankRequest(String model, String query, List<String> documents, int topN) {

    /** The largest number of documents in one request. Source: API reference of the GLM platform. */
    public static final int MOST_DOCUMENTS = 128;

    /** Returns the JSON. The answer needs no documents: the caller has them. */
    public Map<String, Object> toMap() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("model", model);
        json.put("query", query);
        json.put("documents", documents);
        if (topN > 0) {
            json.put("top_n", topN);
        }
        return json;
    }
}
