package io.github.camelglm4.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommaSeparatedTest {

    private static final String RULE = "tags must be comma-separated words";

    @Test
    void elementsHaveNoWhiteSpaceAround() {
        assertThat(CommaSeparated.of(" a,b c ,\n d", RULE)).containsExactly("a", "b c", "d");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " \n"})
    void nothingIsNone(String value) {
        assertThat(CommaSeparated.of(value, RULE)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,,b", "a, ", "a,", "secret,,"})
    void aBlankElementIsRefused(String value) {
        assertThatThrownBy(() -> CommaSeparated.of(value, RULE)).hasMessage(RULE + ", but element 2 is blank");
    }
}
