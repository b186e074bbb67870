package io.github.camelglm4.examples.offline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.examples.offline.text.Sentences;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class SummarizerTest {
    private static final String CHINESE =
            "本店于三月售出一台咖啡机。顾客反映咖啡机的水箱漏水，要求退款。天气很好。" + "客服建议先更换水箱！顾客不同意更换水箱，坚持退款。最后双方同意退款。大家都走了吗？是的。";

    private final Summarizer summarizer = new Summarizer();

    /** No answer can be prepared for a text that did not exist before. */
    @RepeatedTest(20)
    void summaryIsMadeOfTheTextsOwnSentences() {
        List<String> sentences = made(new Random());

        String summary = summarizer.summarize(String.join(" ", sentences));

        List<String> picked = Sentences.of(summary);
        assertThat(picked).hasSize(3);
        assertThat(sentences).containsSubsequence(picked);
    }

    @Test
    void picksWhatTheTextIsAbout() {
        String text = "Good morning to all. The bridge over the river stays closed until Friday. It was a nice day. "
                + "Engineers found cracks in the bridge near the river bank. Bring some cake.";

        assertThat(summarizer.summarize(text)).isEqualTo("Engineers found cracks in the bridge near the river bank.");
    }

    @Test
    void editingTheTextChangesTheSummary() {
        String text = "It rained. The council discussed swimming lessons. Swimming is popular with the council.";

        assertThat(summarizer.summarize(text)).isEqualTo("Swimming is popular with the council.");
        assertThat(summarizer.summarize(text.replace("wimming", "kating")))
                .isEqualTo("Skating is popular with the council.");
    }

    @Test
    void summarizesChinese() {
        String summary = summarizer.summarize(CHINESE);

        assertThat(summary).isEqualTo("顾客反映咖啡机的水箱漏水，要求退款。顾客不同意更换水箱，坚持退款。");
    }

    @Test
    void leavesTitlesAndSignaturesOut() {
        String letter = "Broken umbrella, order for an umbrella\n\nDear umbrella maker,\n\n"
                + "It rained. My umbrella broke on the first day. Please send another.\n\nJane Umbrella";

        assertThat(summarizer.summarize(letter)).isEqualTo("My umbrella broke on the first day.");
    }

    @Test
    void aTextWithoutAFullStopIsCut() {
        assertThat(summarizer.summarize("word ".repeat(1000)))
                .hasSizeLessThan(310)
                .endsWith("…");
        assertThat(summarizer.summarize("12345")).isEqualTo("12345");
    }

    @Test
    void findsSentences() {
        assertThat(Sentences.of("Dr. Weiß kam am 12. März. „Gut!“ Er ging... Nr. 7 blieb, z. B. hier? Ja"))
                .containsExactly("Dr. Weiß kam am 12. März.", "„Gut!“", "Er ging...", "Nr. 7 blieb, z. B. hier?", "Ja");
        assertThat(Sentences.of("他说：“走吧！”大家都走了。真的？！是（真的。）")).containsExactly("他说：“走吧！”", "大家都走了。", "真的？！", "是（真的。）");
        assertThat(Sentences.of("Version 2.5 costs 3.50 EUR.\r\n\r\n---\r\n- First point\r\n- Second point\r\n"))
                .containsExactly("Version 2.5 costs 3.50 EUR.", "- First point", "- Second point");
    }

    @Test
    void joinsWrappedLines() {
        String wrapped = "The committee approved the new timetable for the\nnight train to Vienna.\nIt starts in May.";

        assertThat(Sentences.of(wrapped))
                .containsExactly(
                        "The committee approved the new timetable for the night train to Vienna.", "It starts in May.");
    }

    /** Sentences of words that no list knows. */
    private static List<String> made(Random random) {
        return IntStream.range(0, 15)
                .mapToObj(sentence -> IntStream.range(0, 4 + random.nextInt(8))
                        .mapToObj(word -> word(random))
                        .collect(Collectors.joining(" ", "S" + sentence + " ", ".")))
                .toList();
    }

    private static String word(Random random) {
        return random.ints(4 + random.nextInt(2), 'a', 'd')
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }
}
