package io.github.camelglm4.examples.offline.operation;

import io.github.camelglm4.examples.offline.text.Overlap;
import io.github.camelglm4.examples.offline.text.Tokens;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** {@code POST /rerank}: documents, best first, with the share of the query that each contains. */
final class RerankOperation {
    private static final int MAX_DOCUMENTS = 128;
    private static final int MAX_CHARACTERS = 4096;

    private RerankOperation() {}

    /** A document and how relevant it is, from 0 to 1. */
    private record Scored(int index, double score, String document) {
        JsonObject json(boolean withDocument) {
            JsonObject json = new JsonObject().put("index", index).put("relevance_score", score);
            return withDocument ? json.put("document", document) : json;
        }
    }

    static JsonObject answer(JsonObject request) {
        RequestFields fields = new RequestFields(request);
        fields.text("model");
        String query = fields.text("query");
        RequestFields.requireLength("query", query, MAX_CHARACTERS);
        List<String> documents = fields.texts("documents");
        RequestFields.requireCount("documents", documents.size(), MAX_DOCUMENTS);
        documents.forEach(document -> RequestFields.requireLength("documents", document, MAX_CHARACTERS));
        RequestFields.requireUnblocked(documents);
        int most = most(fields, documents.size());
        boolean withDocument = fields.flag("return_documents");
        List<JsonObject> results = ranked(query, documents).stream()
                .limit(most)
                .map(scored -> scored.json(withDocument))
                .toList();
        int tokens =
                Tokens.count(query) + documents.stream().mapToInt(Tokens::count).sum();
        return new JsonObject().put("results", new JsonArray(results)).put("usage", Usage.ofPrompt(tokens));
    }

    private static int most(RequestFields fields, int documents) {
        int most = fields.number("top_n", 0);
        if (most < 0) {
            throw RefusedException.invalid("top_n must be 0 (all) or more, but is " + most + ".");
        }
        return most == 0 ? documents : most;
    }

    /** Documents of the same score keep their order. */
    private static List<Scored> ranked(String query, List<String> documents) {
        Overlap overlap = new Overlap(query);
        return IntStream.range(0, documents.size())
                .mapToObj(index -> new Scored(index, overlap.with(documents.get(index)), documents.get(index)))
                .sorted(Comparator.comparingDouble(Scored::score).reversed())
                .toList();
    }
}
