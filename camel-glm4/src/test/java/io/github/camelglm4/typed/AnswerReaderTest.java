package io.github.camelglm4.typed;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.schema.Finding;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What models write around the JSON, and slightly wrong in it, does not matter. */
class AnswerReaderTest {

    record Point(int x, int y) {}

    record Checked(int from, int to) {
        Checked {
            if (from > to) {
                throw new IllegalArgumentException("from must not be after to");
            }
        }
    }

    record Holder(List<Checked> ranges) {}

    record Meeting(OffsetDateTime at) {}

    record GermanDay(
            @com.fasterxml.jackson.annotation.JsonFormat(pattern = "dd.MM.yyyy")
            LocalDate day) {}

    private static final AnswerReader POINTS = new AnswerReader(AnswerType.of("outputClass Point", Point.class));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"x\":1,\"y\":2}",
                "\uFEFF  {\"x\":1,\"y\":2}\n",
                "```json\n{\"x\":1,\"y\":2}\n```",
                "```\n{\"x\":1,\"y\":2}\n```",
                "Here it is:\n```json\n{\"x\":1,\"y\":2}\n```\nIs there anything else?",
                "Sure! {\"x\":1,\"y\":2} is the point you want.",
                "<think>Maybe {\"x\":8,\"y\":9}?</think>{\"x\":1,\"y\":2}",
                "<think>\nMaybe {\"x\":8,\"y\":9}?\n</think>\n\n```json\n{\"x\":1,\"y\":2}\n```",
                "Maybe {\"x\":8,\"y\":9}?</think>{\"x\":1,\"y\":2}",
                "<|begin_of_box|>{\"x\":1,\"y\":2}<|end_of_box|>",
                "The set {1, 2} has the point {\"x\":1,\"y\":2}",
                "{not json} {\"x\":1,\"y\":2}",
                "{{\"x\":1,\"y\":2}}",
                "{\"type\":\"object\",\"properties\":{}} {\"x\":1,\"y\":2}",
                "{\"x\":\"one\",\"y\":2} or rather {\"x\":1,\"y\":2} but not {\"x\":3,\"y\":4}",
                "[{\"x\":1,\"y\":2}]",
                "{\"x\":1,\"y\":2,}",
                "{\"x\":1, // across\n \"y\":2 /* up */}",
                "{\"x\":1.0,\"y\":2}",
                "{\"x\":1,\"y\":2}}}}",
            })
    void objectIsFound(String text) {
        assertThat(POINTS.read(text).value()).isEqualTo(new Point(1, 2));
    }

    @Test
    void bracesInTextAreNoBraces() {
        AnswerReader texts = new AnswerReader(AnswerType.of("x", Map.of("type", "object", "required", List.of("a"))));

        assertThat(texts.read("see: {\"a\": \"} { \\\" }\"} ok").value()).isEqualTo(Map.of("a", "} { \" }"));
        assertThat(texts.read("{\"a\": \"line\nline\ttab\"}").value()).isEqualTo(Map.of("a", "line\nline\ttab"));
    }

    @Test
    void withoutAFittingOneTheFirstTellsWhatIsWrong() {
        assertThat(sentences(POINTS, "{\"x\":\"one\",\"y\":2} {\"x\":3} {}"))
                .containsExactly("x: must be a whole number, but is \"one\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "I cannot do that.",
                "{\"x\":1,",
                "{\"x\":1,\"y\":",
                "<think>{\"x\":1,\"y\":2}",
                "null",
                "7"
            })
    void withoutJsonThatIsWhatIsWrong(String text) {
        assertThat(sentences(POINTS, text)).containsExactly("the whole must be a JSON object");
    }

    @Test
    void whatAConstructorRefusesIsAFindingWithItsWords() {
        AnswerReader ranges = new AnswerReader(AnswerType.of("x", Holder.class));

        assertThat(sentences(ranges, "{\"ranges\":[{\"from\":1,\"to\":2},{\"from\":2,\"to\":1}]}"))
                .containsExactly("ranges[1]: is refused: from must not be after to");
    }

    @Test
    void whatOnlyReadingFindsOutIsAFindingToo() {
        AnswerReader days = new AnswerReader(AnswerType.of("x", GermanDay.class));

        assertThat(days.read("{\"day\":\"31.01.2026\"}").value()).isEqualTo(new GermanDay(LocalDate.of(2026, 1, 31)));
        assertThat(sentences(days, "{\"day\":\"2026-01-31\"}"))
                .containsExactly("day: must be a LocalDate, but is \"2026-01-31\"");
    }

    @Test
    void aTimeKeepsItsZone() {
        AnswerReader meetings = new AnswerReader(AnswerType.of("x", Meeting.class));

        assertThat(meetings.read("{\"at\":\"2026-01-31T09:30:00+01:00\"}").value())
                .isEqualTo(new Meeting(OffsetDateTime.parse("2026-01-31T09:30:00+01:00")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"value\":[{\"x\":1,\"y\":2}]}",
                "[{\"x\":1,\"y\":2}]",
                "They are:\n```json\n[\n{\"x\":1,\"y\":2}\n]\n```",
                "<think>[]</think>[{\"x\":1,\"y\":2}]",
            })
    void aListIsFoundWithItsWrappingOrWithout(String text) {
        AnswerReader lists = new AnswerReader(AnswerType.listOf("x", Point.class));

        assertThat(lists.read(text).value()).isEqualTo(List.of(new Point(1, 2)));
    }

    @Test
    void findingsOfABareListNameItsElements() {
        AnswerReader lists = new AnswerReader(AnswerType.listOf("x", Point.class));

        assertThat(sentences(lists, "[{\"x\":1,\"y\":2},{\"x\":1}]")).containsExactly("value[1].y: is missing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"value\":7}", "7", " 7\n", "```\n7\n```", "<think>5?</think>7", "Let me see: {\"value\":7}"})
    void aNumberIsFoundWithItsWrappingOrWithout(String text) {
        AnswerReader numbers = new AnswerReader(AnswerType.of("x", int.class));

        assertThat(numbers.read(text).value()).isEqualTo(7);
    }

    @Test
    void aNumberInASentenceIsNone() {
        AnswerReader numbers = new AnswerReader(AnswerType.of("x", int.class));

        assertThat(sentences(numbers, "7 of them"))
                .containsExactly("value: must be a whole number, but is \"7 of them\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "-9E99999", "1e-999999999"})
    void numbersThatNothingCouldBeDoneWithAreNotTaken(String number) {
        AnswerReader amounts = new AnswerReader(AnswerType.of("x", java.math.BigDecimal.class));

        assertThat(amounts.read("{\"value\": " + number + "}").fits()).isFalse();
        assertThat(amounts.read("{\"value\": 1e99}").value()).isEqualTo(new java.math.BigDecimal("1e99"));
    }

    @Test
    void aMapHoldsNoInfinity() {
        Map<String, Object> schema = Map.of("type", "object", "properties", Map.of("n", Map.of("multipleOf", 0.01)));

        assertThat(new AnswerReader(AnswerType.of("x", schema))
                        .read("{\"n\": 1e999999999}")
                        .fits())
                .isFalse();
    }

    @Test
    void aTextMadeToCostMuchCostsNoMoreThanItsLength() {
        // each brace in vain would be read to the end of the text: 400,000 times 1,000 levels
        String text = "{\"a\":".repeat(400_000);

        assertThat(POINTS.read(text).fits()).isFalse();
    }

    private static List<String> sentences(AnswerReader reader, String text) {
        return reader.read(text).findings().stream().map(Finding::sentence).toList();
    }
}
