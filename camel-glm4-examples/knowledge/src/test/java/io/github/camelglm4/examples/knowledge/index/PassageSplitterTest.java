package io.github.camelglm4.examples.knowledge.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PassageSplitterTest {
    @Test
    void aPassageIsAParagraphWithItsHeadings() {
        String document = """
                # Lamps

                A lamp
                is bright.

                ## Price #

                A lamp costs 5 pounds.
                - red: 6 pounds
                ### Sale
                Less.""";

        assertThat(PassageSplitter.split(document, 100))
                .containsExactly(
                        new Passage(3, 4, "Lamps\n\nA lamp\nis bright."),
                        new Passage(8, 9, "Lamps > Price\n\nA lamp costs 5 pounds.\n- red: 6 pounds"),
                        new Passage(11, 11, "Lamps > Sale\n\nLess."));
    }

    @Test
    void aLongParagraphBecomesSeveralPassages() {
        assertThat(PassageSplitter.split("one two\nthree\nfour five six seven", 13))
                .containsExactly(
                        new Passage(1, 2, "one two\nthree"),
                        new Passage(3, 3, "four five six"),
                        new Passage(3, 3, "seven"));
    }

    @Test
    void aCharacterIsNeverSplit() {
        assertThat(PassageSplitter.split("😀😀😀😀", 3))
                .extracting(Passage::text)
                .containsExactly("😀", "😀", "😀", "😀");
        assertThat(PassageSplitter.split("你好世界", 2)).extracting(Passage::text).containsExactly("你好", "世界");
    }

    @Test
    @Timeout(5)
    void aHeadingWithManySpacesIsReadQuickly() {
        String heading = "Lamps" + " ".repeat(3_000) + "and chairs";

        assertThat(PassageSplitter.split("# " + heading + " ##\n\nA lamp.", 100))
                .containsExactly(new Passage(3, 3, heading.substring(0, 100) + "\n\nA lamp."));
    }

    @Test
    void codeIsOneParagraph() {
        assertThat(PassageSplitter.split("```\n# comment\n\nx = 1\n```\n", 100))
                .containsExactly(new Passage(1, 5, "```\n# comment\n\nx = 1\n```"));
    }

    @Test
    void plainTextHasNoHeadings() {
        assertThat(PassageSplitter.split("\uFEFFA lamp.\r\n\r\nA chair.\r\n", 100))
                .containsExactly(new Passage(1, 1, "A lamp."), new Passage(3, 3, "A chair."));
        assertThat(PassageSplitter.split("", 100)).isEqualTo(List.of());
        assertThat(PassageSplitter.split("# Title only\n", 100)).isEmpty();
    }
}
