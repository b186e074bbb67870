package io.github.camelglm4.embedding;

import java.io.Serializable;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;

/** The vector of a text: an immutable List of Floats that takes four bytes a number. */
public final class EmbeddingVector extends AbstractList<Float> implements RandomAccess, Serializable {

    private static final long serialVersionUID = 1L;

    private final float[] values;

    /** Uses the array itself, which must no longer change. */
    private EmbeddingVector(float[] values) {
        this.values = values;
    }

    public static EmbeddingVector of(float... values) {
        return new EmbeddingVector(values.clone());
    }

    /**
     * Creates a vector from numbers of any type.
     *
     * @throws IllegalArgumentException if there are none, or if an element is not a finite number
     */
    static EmbeddingVector of(List<?> numbers) {
        if (numbers.isEmpty()) {
            throw new IllegalArgumentException("has an empty vector");
        }
        float[] values = new float[numbers.size()];
        for (int i = 0; i < values.length; i++) {
            if (!(numbers.get(i) instanceof Number number) || !Float.isFinite(number.floatValue())) {
                throw new IllegalArgumentException("has a vector with an element that is not a finite number");
            }
            values[i] = number.floatValue();
        }
        return new EmbeddingVector(values);
    }

    /** Returns the numbers as a new array. */
    public float[] floats() {
        return values.clone();
    }

    @Override
    public Float get(int index) {
        return values[index];
    }

    @Override
    public int size() {
        return values.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EmbeddingVector vector ? Arrays.equals(values, vector.values) : super.equals(other);
    }

    /** As that of any List with these elements. */
    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }
}
