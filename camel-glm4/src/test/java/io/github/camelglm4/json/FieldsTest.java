package io.github.camelglm4.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which fields of an object are kept. */
class FieldsTest {

    private final Map<String, Object> fields = new LinkedHashMap<>();

    @Test
    void keepsTheOrderAndNeitherNullsNorNamedOnes() {
        fields.put("z", 1);
        fields.put("id", "a");
        fields.put("y", null);
        fields.put("b", 2);

        assertThat(Fields.without(fields, Set.of("id", "absent")))
                .containsExactly(Map.entry("z", 1), Map.entry("b", 2));
    }

    @Test
    void doesNotChangeWithTheMapThatItIsMadeOf() {
        fields.put("z", 1);
        Map<String, Object> kept = Fields.of(fields);

        fields.put("b", 2);

        assertThat(kept).containsExactly(Map.entry("z", 1));
    }

    @Test
    void isSharedAndNotCopied() {
        fields.put("z", 1);
        Map<String, Object> kept = Fields.of(fields);

        assertThat(Fields.of(kept)).isSameAs(kept);
        assertThat(Fields.of(null)).isSameAs(Fields.of(Map.of())).isEmpty();
    }

    @Test
    void takesAMapWithANullName() {
        fields.put(null, 1);

        assertThat(Fields.without(fields, Set.of("id"))).containsOnlyKeys((String) null);
    }
}
