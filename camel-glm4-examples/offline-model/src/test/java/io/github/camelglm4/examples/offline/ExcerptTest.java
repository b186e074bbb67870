package io.github.camelglm4.examples.offline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExcerptTest {
    private static final String PASSAGES = """
            [1] Travel > Hotels
            A night in a hotel may cost up to 130 pounds. Breakfast is
            included.

            [2] 差旅
            住宿标准为每晚四百五十元。餐费补贴每天一百二十元。

            """;

    @Test
    void quotesTheNearestSentenceWithItsNumber() {
        assertThat(Excerpt.of(PASSAGES + "What does a hotel cost?"))
                .contains("A night in a hotel may cost up to 130 pounds. [1]");
        assertThat(Excerpt.of(PASSAGES + "餐费的补贴是多少？")).contains("餐费补贴每天一百二十元。 [2]");
    }

    @Test
    void saysThatThePassagesDoNotAnswer() {
        assertThat(Excerpt.of(PASSAGES + "Warum?")).contains(Excerpt.NOTHING_FOUND);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "What does a hotel cost?",
                "A text.\n\nWhat does a hotel cost?",
                "[1] A night may cost 130 pounds.\n\nSummarize it.",
                "[1] A night may cost 130 pounds. How much?"
            })
    void otherTextsAreNotItsMatter(String text) {
        assertThat(Excerpt.of(text)).isEmpty();
    }
}
