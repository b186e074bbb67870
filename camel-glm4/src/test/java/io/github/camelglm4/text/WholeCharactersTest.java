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
}
