package io.github.camelglm4.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The expressions are from a schema, the texts from a model: a check ends for any of them. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BoundedPatternTest {

    private static final String TOO_MUCH = "is too large to be checked: use fewer values or fewer levels";

    @ParameterizedTest
    @ValueSource(strings = {"^((a+)\\2?)+$", "^(a+)+\\1$", "(.*a){20}$", ".*.*.*.*="})
    void anExpressionThatTriesEveryWayIsGivenUp(String pattern) {
        Schema text = Schema.of("s", Map.of("pattern", pattern));

        for (int length : new int[] {40, 5_000, 500_000}) {
            assertThat(text.findings("a".repeat(length) + "!"))
                    .extracting(Finding::rule)
                    .containsExactly(TOO_MUCH);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"^(a+)+$", "^(a|aa)+$", "^(?:a+){2,}$", "^(a+b?)+$"})
    void anExpressionThatIsGoodEnoughForShortTextsEndsForLongOnes(String pattern) {
        Schema text = Schema.of("s", Map.of("pattern", pattern));

        assertThat(text.findings("a".repeat(50))).isEmpty();
        assertThat(text.findings("a".repeat(50) + "!"))
                .extracting(Finding::rule)
                .containsExactly("must match the pattern " + pattern);
        assertThat(text.findings("a".repeat(500_000) + "!"))
                .extracting(Finding::rule)
                .containsExactly(TOO_MUCH);
    }

    @Test
    void namesOfPropertiesAreTextsToo() {
        Map<String, Object> value = Map.of("a".repeat(40) + "!", 1, "#" + "a".repeat(40) + "!", 1);
        Map<String, Object> patterns = Map.of("^#?(a+)+\\1$", Map.of("type", "integer"));

        assertThat(Schema.of("s", Map.of("patternProperties", patterns)).findings(value))
                .extracting(Finding::rule)
                .containsExactly(TOO_MUCH);
        assertThat(Schema.of("s", Map.of("patternProperties", patterns, "additionalProperties", false))
                        .findings(value))
                .extracting(Finding::rule)
                .containsExactly(TOO_MUCH);
    }

    @Test
    void manyTextsShareOneBound() {
        Schema texts = Schema.of("s", Map.of("items", Map.of("pattern", "^(a+)+\\1$")));

        // each of them takes less than the limit
        assertThat(texts.findings(Collections.nCopies(50_000, "a".repeat(16) + "!")))
                .extracting(Finding::rule)
                .containsExactly(TOO_MUCH);
    }

    @Test
    void anOrdinaryExpressionChecksLongTexts() {
        Schema text = Schema.of("s", Map.of("pattern", "^[a-z ]+$"));

        assertThat(text.findings("a b".repeat(1_000_000))).isEmpty();
        assertThat(text.findings("a b".repeat(1_000_000) + "!"))
                .extracting(Finding::rule)
                .containsExactly("must match the pattern ^[a-z ]+$");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hostname", "ipv4", "ipv6", "json-pointer", "uri-template", "uuid", "date", "date-time", "email",
                "idn-email", "idn-hostname", "iri", "iri-reference", "regex", "time", "uri", "uri-reference",
                        "duration",
                "phone", "style", "date-time-local", "time-local"
            })
    void aFormatIsCheckedInLinearTime(String format) {
        Schema text = Schema.of("s", Map.of("format", format));

        for (String piece : List.of("a", "1", "a.", "1.", "a@", "-", "/", "(", "PT1", "a ", ":", "%20")) {
            text.findings(piece.repeat(500_000) + "!");
        }
    }
}
