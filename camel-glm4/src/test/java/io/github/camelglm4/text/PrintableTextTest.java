package io.github.camelglm4.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Any text from outside becomes one printable line of limited length. */
class PrintableTextTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "1211", "模型不存在", "é è", "org/glm-4:9b", "👍🏽", "👩‍👩‍👧", "a \uFFFD b"})
    void whatIsPrintableStays(String text) {
        assertThat(PrintableText.clip(text, 100)).isEqualTo(text);
    }

    @Test
    void nullStaysNull() {
        assertThat(PrintableText.clip(null, 10)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\t", "\u000B", "\f", "\u0085", "\u2028", "\u2029", "\u00A0", " \n \n"})
    void whiteSpaceOfAnyKindIsOneSpace(String space) {
        assertThat(PrintableText.clip(space + "a" + space + "b" + space, 100)).isEqualTo("a b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0000",
                "\u0007",
                "\u0008",
                "\u001B",
                "\u007F",
                "\u009B",
                "\u200B",
                "\u200E",
                "\u202A",
                "\u202E",
                "\u2066",
                "\u2069",
                "\u061C",
                "\uFEFF",
                "\u00AD",
                "\uD83D",
                "\uDE00",
                "\uDB40\uDC41"
            })
    void whatIsNotShownOrSteersTheScreenIsReplaced(String hidden) {
        assertThat(PrintableText.clip("a" + hidden + "b", 100)).isEqualTo("a\uFFFDb");
    }

    @ParameterizedTest
    @CsvSource({
        "abcdef, 6, abcdef",
        "abcdef, 5, abcde...",
        "a😀b, 2, a...",
        "a😀b, 3, a😀...",
        "a😀b, 4, a😀b",
        "'a  b', 2, a..."
    })
    void cutsBetweenCharacters(String text, int limit, String shown) {
        assertThat(PrintableText.clip(text, limit)).isEqualTo(shown);
    }

    @Test
    void whiteSpaceAtTheEndIsNothingMore() {
        assertThat(PrintableText.clip("abc" + " ".repeat(1_000), 3)).isEqualTo("abc");
    }
}
