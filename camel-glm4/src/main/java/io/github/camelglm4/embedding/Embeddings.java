package io.github.camelglm4.embedding;

import io.github.camelglm4.json.Fields;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Reads the vectors of an answer. Pure. */
public final class Embeddings {

    private Embeddings() {}

    /**
     * Returns the vectors in the order of the texts, by their index. If no vector has an index, their order counts.
     *
     * @param answer the JSON object
     * @param texts number of texts in the request
     * @throws IllegalArgumentException if there is not exactly one vector for each text, or if they have different
     *     numbers of dimensions; the message says what is wrong, after the words "the answer"
     */
    public static List<EmbeddingVector> of(Map<String, Object> answer, int texts) {
        List<Map<String, Object>> data = data(answer);
        if (data.size() != texts) {
            throw new IllegalArgumentException("has " + data.size() + " vectors for " + texts + " texts");
        }
        boolean withoutIndexes = data.stream().allMatch(element -> element.get("index") == null);
        EmbeddingVector[] vectors = new EmbeddingVector[texts];
        for (int place = 0; place < texts; place++) {
            Map<String, Object> element = data.get(place);
            int index = withoutIndexes ? place : index(element, texts);
            if (vectors[index] != null) {
                throw new IllegalArgumentException("has two vectors with the index " + index);
            }
            vectors[index] = vector(element);
        }
        List<EmbeddingVector> all = Arrays.asList(vectors);
        commonDimensions(all);
        return all;
    }

    /**
     * Returns the number of dimensions of the vectors in an answer as it is; null if the first vector is not a list.
     *
     * @throws IllegalArgumentException if it has no vectors
     */
    public static Integer dimensions(Map<String, Object> answer) {
        List<Map<String, Object>> data = data(answer);
        if (data.isEmpty()) {
            throw new IllegalArgumentException("has no vectors");
        }
        return data.get(0).get("embedding") instanceof List<?> numbers ? numbers.size() : null;
    }

    /**
     * Returns the number of dimensions that all vectors have.
     *
     * @param vectors at least one
     * @throws IllegalArgumentException if they have different numbers of dimensions; the message says so, after the
     *     words "the answer"
     */
    public static int commonDimensions(List<EmbeddingVector> vectors) {
        int dimensions = vectors.get(0).size();
        for (EmbeddingVector vector : vectors) {
            if (vector.size() != dimensions) {
                throw new IllegalArgumentException(
                        "has vectors of different sizes: " + dimensions + " and " + vector.size() + " dimensions");
            }
        }
        return dimensions;
    }

    private static List<Map<String, Object>> data(Map<String, Object> answer) {
        if (!(answer.get("data") instanceof List<?> data)) {
            throw new IllegalArgumentException("has no list data with vectors");
        }
        return Fields.objects(data);
    }

    private static int index(Map<String, Object> element, int texts) {
        Integer index = Fields.index(element, "index", texts);
        if (index == null) {
            throw new IllegalArgumentException("has a vector without an index from 0 to " + (texts - 1));
        }
        return index;
    }

    private static EmbeddingVector vector(Map<String, Object> element) {
        if (element.get("embedding") instanceof List<?> numbers) {
            return EmbeddingVector.of(numbers);
        }
        throw new IllegalArgumentException("has a vector that is not a list of numbers");
    }
}
