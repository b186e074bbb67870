package io.github.camelglm4.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A vector is an immutable List. */
class EmbeddingVectorTest {

    private final EmbeddingVector vector = EmbeddingVector.of(1f, -0.5f);

    @Test
    void equalsAListWithTheSameNumbers() {
        assertThat(vector)
                .isEqualTo(List.of(1f, -0.5f))
                .isEqualTo(EmbeddingVector.of(1f, -0.5f))
                .isNotEqualTo(EmbeddingVector.of(1f, 0.5f))
                .isNotEqualTo(EmbeddingVector.of(1f))
                .hasSameHashCodeAs(List.of(1f, -0.5f));
        assertThat(List.of(1f, -0.5f)).isEqualTo(vector);
    }

    @Test
    void doesNotChange() {
        float[] values = {1f, -0.5f};
        EmbeddingVector copy = EmbeddingVector.of(values);
        values[0] = 7;
        copy.floats()[1] = 7;

        assertThat(copy).isEqualTo(vector);
        assertThatThrownBy(() -> vector.set(0, 7f)).isInstanceOf(UnsupportedOperationException.class);
    }
}
