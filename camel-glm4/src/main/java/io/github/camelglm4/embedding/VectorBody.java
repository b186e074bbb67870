package io.github.camelglm4.embedding;

import io.github.camelglm4.json.Fields;
import java.lang.reflect.Array;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads the vectors in the body of a served route: one vector, a List or array of vectors, or an answer in the format
 * of the API. A vector is a List or an array of numbers, but not of bytes, which usually are text. Pure.
 */
public final class VectorBody {

    private VectorBody() {}

    /**
     * Returns the vectors in the order of the texts.
     *
     * @param texts number of vectors that are required, at least 1
     * @throws IllegalArgumentException if the body is anything else; the message says what is wrong, after the words
     *     "the answer of the route"
     */
    public static List<EmbeddingVector> read(Object body, int texts) {
        List<EmbeddingVector> vectors =
                body instanceof Map<?, ?> answer ? Embeddings.of(Fields.object(answer), texts) : vectors(body);
        if (vectors.size() != texts) {
            throw new IllegalArgumentException(
                    "has " + count(vectors.size(), "vector") + " for " + count(texts, "text"));
        }
        Embeddings.commonDimensions(vectors);
        return vectors;
    }

    private static List<EmbeddingVector> vectors(Object body) {
        List<?> elements = elements(body);
        if (elements == null) {
            throw new IllegalArgumentException("must be a vector or a List of vectors, but is " + type(body));
        }
        if (!elements.isEmpty() && elements.get(0) instanceof Number) {
            return List.of(EmbeddingVector.of(elements));
        }
        List<EmbeddingVector> vectors = new ArrayList<>(elements.size());
        for (Object element : elements) {
            List<?> numbers = elements(element);
            if (numbers == null) {
                throw new IllegalArgumentException("has an element that is not a vector, but " + type(element));
            }
            vectors.add(EmbeddingVector.of(numbers));
        }
        return vectors;
    }

    private static String type(Object value) {
        return value == null ? "null" : "a " + value.getClass().getTypeName();
    }

    /** Returns the elements of a List or an array; null for other objects. */
    private static List<?> elements(Object value) {
        if (value instanceof List<?> list) {
            return list;
        }
        if (value == null || !value.getClass().isArray() || value instanceof byte[]) {
            return null;
        }
        int size = Array.getLength(value);
        return new AbstractList<>() {
            @Override
            public Object get(int index) {
                return Array.get(value, index);
            }

            @Override
            public int size() {
                return size;
            }
        };
    }

    private static String count(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
