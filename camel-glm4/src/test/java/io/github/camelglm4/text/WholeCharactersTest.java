package io.github.camelglm4.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Text is cut between characters. */
class WholeCharactersTest {

    @ParameterizedTest
    @CsvSource({"abc, 3, abc", "abc, 2, ab", "a😀b, 2, a", "a😀b, 3, a😀", "😀, 1, ''"})
    void beginsWithWholeCharacters(String text, int limit, String beginning) {
        assertThat(WholeCharacters.beginning(text, limit)).isEqualTo(beginning);
    }

    @ParameterizedTest
    @CsvSource({
        "abcd, 2, ab cd",
        "abc, 2, ab c",
        "a😀b, 2, a 😀 b",
        "😀😀, 3, 😀 😀",
        "ab😀, 3, ab 😀",
        "ab, 2, ab",
        "'', 2, ''"
    })
    void piecesAreTheText(String text, int limit, String pieces) {
        assertThat(String.join(" ", WholeCharacters.pieces(text, limit))).isEqualTo(pieces);
    }
}
