package io.github.camelglm4.embedding;

import io.github.camelglm4.json.Fields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A request for the vectors of texts.
 *
 * @param model name of the model
 * @param texts at least one
 * @param dimensions number of dimensions of the vectors; null for the default of the model
 */
public record EmbeddingRequest(String model, List<String> texts, Integer dimensions) {

    /** Returns the JSON. One text is a List too, because every service accepts it. */
    public Map<String, Object> toMap() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("model", model);
        json.put("input", texts);
        Fields.putIfSet(json, "dimensions", dimensions);
        return json;
    }
}
