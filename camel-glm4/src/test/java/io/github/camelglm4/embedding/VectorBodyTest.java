package io.github.camelglm4.embedding;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which bodies of a served route are vectors. */
class VectorBodyTest {

    private static final EmbeddingVector VECTOR = EmbeddingVector.of(1, 0.5f);

    /** An array is one argument. */
    private static Stream<Arguments> each(Object... bodies) {
        return Stream.of(bodies).map(body -> arguments(body));
    }

    static Stream<Arguments> oneVector() {
        return each(
                VECTOR,
                List.of(1, 0.5),
                List.of(BigDecimal.ONE, 0.5f),
                new float[] {1, 0.5f},
                new double[] {1, 0.5},
                new Float[] {1f, 0.5f},
                new Number[] {1L, 0.5},
                List.of(List.of(1, 0.5)),
                List.of(new float[] {1, 0.5f}),
                new double[][] {{1, 0.5}},
                Map.of("data", List.of(Map.of("embedding", List.of(1, 0.5)))));
    }

    @ParameterizedTest
    @MethodSource("oneVector")
    void ofOneText(Object body) {
        assertThat(VectorBody.read(body, 1)).containsExactly(VECTOR);
    }

    static Stream<Arguments> twoVectors() {
        return each(
                List.of(VECTOR, List.of(2, 0.5)),
                List.of(new float[] {1, 0.5f}, new Double[] {2., 0.5}),
                new float[][] {{1, 0.5f}, {2, 0.5f}},
                new Object[] {VECTOR, new double[] {2, 0.5}},
                Map.of(
                        "data",
                        List.of(
                                Map.of("index", 1, "embedding", List.of(2, 0.5)),
                                Map.of("index", 0, "embedding", List.of(1, 0.5)))));
    }

    @ParameterizedTest
    @MethodSource("twoVectors")
    void ofTwoTexts(Object body) {
        assertThat(VectorBody.read(body, 2)).containsExactly(VECTOR, EmbeddingVector.of(2, 0.5f));
    }

    static Stream<Arguments> otherBodies() {
        return Stream.of(
                arguments(null, 1, "must be a vector or a List of vectors, but is null"),
                arguments("[1, 2]", 1, "must be a vector or a List of vectors, but is a java.lang.String"),
                arguments("[1, 2]".getBytes(UTF_8), 1, "must be a vector or a List of vectors, but is a byte[]"),
                arguments(List.of("[1, 2]".getBytes(UTF_8)), 1, "has an element that is not a vector, but a byte[]"),
                arguments(List.of(), 1, "has 0 vectors for 1 text"),
                arguments(VECTOR, 2, "has 1 vector for 2 texts"),
                arguments(List.of(VECTOR, VECTOR), 1, "has 2 vectors for 1 text"),
                arguments(List.of(VECTOR, List.of(1)), 2, "has vectors of different sizes: 2 and 1 dimensions"),
                arguments(List.of(List.of()), 1, "has an empty vector"),
                arguments(new float[0], 1, "has 0 vectors for 1 text"),
                arguments(List.of("a text"), 1, "has an element that is not a vector, but a java.lang.String"),
                arguments(Arrays.asList(VECTOR, null), 2, "has an element that is not a vector, but null"),
                arguments(new float[] {1, Float.NaN}, 1, "an element that is not a finite number"),
                arguments(List.of(1, 1e300), 1, "an element that is not a finite number"),
                arguments(Arrays.asList(1, null), 1, "an element that is not a finite number"),
                arguments(EmbeddingVector.of(Float.NEGATIVE_INFINITY), 1, "an element that is not a finite number"),
                arguments(Map.of("data", List.of()), 1, "has 0 vectors for 1 texts"),
                arguments(Map.of("a", 1), 1, "has no list data with vectors"));
    }

    @ParameterizedTest
    @MethodSource("otherBodies")
    void areNotVectors(Object body, int texts, String message) {
        assertThatThrownBy(() -> VectorBody.read(body, texts))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
