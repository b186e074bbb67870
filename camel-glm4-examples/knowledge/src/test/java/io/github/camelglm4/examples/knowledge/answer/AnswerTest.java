package io.github.camelglm4.examples.knowledge.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The numbers of a model become files and lines of the index. */
class AnswerTest {
    private static final List<Map<String, Object>> PASSAGES = List.of(
            Map.of("file", "documents/a.md", "line", 3, "text", "A lamp."),
            Map.of("file", "documents/b.md", "line", 7, "text", "A chair."));

    @Test
    void citesFileAndLine() {
        Answer answer = Answer.of("It is a chair [2].", PASSAGES);

        assertThat(answer.text()).isEqualTo("It is a chair [2].");
        assertThat(answer.sources()).containsExactly(new Source(2, "documents/b.md:7", "A chair."));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "Lamp [1], chair[2]. ; Lamp [1], chair [2]. ; 1 2",
                "Both [2, 1]. ; Both [2] [1]. ; 1 2",
                "椅子【2】。 ; 椅子 [2]。 ; 2",
                "椅子［２］。ランプ【１、\u3000２】。 ; 椅子 [2]。ランプ [1] [2]。 ; 1 2",
                "Twice [1] and [1]. ; Twice [1] and [1]. ; 1",
                "Invented [3] and [0]. ; Invented and. ; ''",
                "Half invented [1, 99]. ; Half invented [1]. ; 1",
                "None. ; None. ; ''",
                "Code [a] and [12345]. ; Code [a] and [12345]. ; ''"
            })
    void aNumberWithoutPassageIsRemoved(String written, String text, String numbers) {
        Answer answer = Answer.of(written, PASSAGES);

        assertThat(answer.text()).isEqualTo(text);
        assertThat(answer.sources().stream().map(source -> String.valueOf(source.number())))
                .isEqualTo(numbers.isEmpty() ? List.of() : List.of(numbers.split(" ")));
    }

    @Test
    void numbersThePassagesInThePrompt() {
        assertThat(Prompt.of("Which?", PASSAGES)).isEqualTo("[1] A lamp.\n\n[2] A chair.\n\nWhich?");
    }
}
