package io.github.camelglm4.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Reading and writing tokens gives the same result as Jackson's binding. */
class JsonAgreesWithJacksonTest {

    private static final ObjectMapper JACKSON = new ObjectMapper();

    /** A class for Jackson's binding. */
    record Point(int x, List<String> names) {}

    enum Color {
        RED
    }

    @Property(tries = 1_000)
    void writesTheSame(@ForAll("values") Object value) throws IOException {
        assertThat(Json.writeText(value)).isEqualTo(JACKSON.writeValueAsString(value));
        assertThat(Json.write(value)).isEqualTo(JACKSON.writeValueAsBytes(value));
    }

    @Property(tries = 1_000)
    void readsTheSame(@ForAll("values") Object value) throws IOException {
        byte[] json = JACKSON.writeValueAsBytes(Map.of("value", value));

        Map<String, Object> read = Json.readObject(json, 0, json.length);

        assertThat(read).isEqualTo(JACKSON.readValue(json, Map.class));
        assertThat(Json.readObject(new String(json, StandardCharsets.UTF_8))).isEqualTo(read);
    }

    @Provide
    Arbitrary<Object> values() {
        return values(3);
    }

    private static Arbitrary<Object> values(int depth) {
        Arbitrary<Object> scalars = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(20).asGeneric(),
                Arbitraries.integers().asGeneric(),
                Arbitraries.longs().asGeneric(),
                Arbitraries.doubles().asGeneric(),
                Arbitraries.of(
                        true,
                        1.5f,
                        (short) 3,
                        'c',
                        new BigInteger("123456789012345678901234567890"),
                        new BigDecimal("0.10"),
                        Double.NaN,
                        Color.RED,
                        new Point(1, List.of("a")),
                        new int[] {1, 2},
                        new byte[] {1, 2},
                        Set.of("one"),
                        Map.of(1, "a number is the name"),
                        Map.of(Color.RED, "so is this")));
        if (depth == 0) {
            return scalars;
        }
        Arbitrary<Object> inner = values(depth - 1).injectNull(0.1);
        return Arbitraries.oneOf(
                scalars,
                inner.list().ofMaxSize(4).asGeneric(),
                Arbitraries.maps(Arbitraries.strings().ofMaxLength(5), inner)
                        .ofMaxSize(4)
                        .asGeneric());
    }

    @Test
    void lastOfTwoFieldsOfOneNameCounts() throws IOException {
        assertThat(Json.readObject("{\"a\": 1, \"b\": 2, \"a\": [3]}")).isEqualTo(Map.of("a", List.of(3), "b", 2));
    }

    @Test
    void refusesWhatIsNoJsonWithoutQuotingIt() {
        for (String text :
                List.of("", " ", "{\"secret\": tru}", "{\"secret\": 1", "{\"a\": 1} secret", "[1]", "null")) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            assertThatThrownBy(() -> Json.readObject(bytes, 0, bytes.length))
                    .as(text)
                    .isInstanceOf(IOException.class)
                    .hasMessageNotContaining("secret");
            assertThatThrownBy(() -> Json.readObject(text)).as(text).isInstanceOf(IOException.class);
        }
    }

    @Test
    void refusesToWriteWhatHasNoEndOrNoName() {
        Map<String, Object> loop = new LinkedHashMap<>();
        loop.put("again", Arrays.asList(1, loop));
        Map<String, Object> nameless = new LinkedHashMap<>();
        nameless.put(null, 1);

        for (Object value : List.of(loop, nameless, Map.of("a", new Object()))) {
            assertThatThrownBy(() -> Json.write(value))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("cannot be written as JSON: ");
        }
    }
}
