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
        "abcd, 2, 0, ab cd",
        "abc, 2, 0, ab c",
        "a😀b, 2, 0, a 😀 b",
        "😀😀, 3, 0, 😀 😀",
        "ab😀, 3, 0, ab 😀",
        "ab, 2, 0, ab",
        "'', 2, 0, ''",
        "abcdef, 4, 1, abcd def",
        "abcdefg, 4, 1, abcd defg",
        "abcdefgh, 4, 1, abcd defg gh",
        "ab😀cd, 4, 1, ab😀 😀cd",
        "abc😀d, 4, 1, abc c😀d"
    })
    void piecesOverlap(String text, int limit, int overlap, String pieces) {
        assertThat(String.join(" ", WholeCharacters.pieces(text, limit, overlap)))
                .isEqualTo(pieces);
    }
}
