package io.github.camelglm4.typed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.github.camelglm4.schema.Finding;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
                "{\"x\":8,\"y\":9}? No.</think>{\"x\":1,\"y\":2}",
                "Hm. <think>{\"x\":8,\"y\":9}?</think>{\"x\":1,\"y\":2}",
                "<think>{\"x\":8,\"y\":9}</think><think>{\"x\":7,\"y\":9}</think>{\"x\":1,\"y\":2}",
                "<think>{\"x\":8 ```</think>{\"x\":1,\"y\":2}",
                "{\"x\":1,\"y\":2}<think>Or {\"x\":8,\"y\":9}?</think>",
                "```json\n{\"x\":1,\"y\":2}",
                "````markdown\n```json\n{\"x\":1,\"y\":2}\n```\n````",
                "{\"x\":8,\"x\":1,\"y\":2}",
                "{\"a\":NaN} {\"x\":NaN} {\"x\":1,\"y\":2}",
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
        assertThat(texts.read("{\"a\": \"<think>b</think>\"}").value()).isEqualTo(Map.of("a", "<think>b</think>"));
        assertThat(texts.read("{\"a\": \"</think>```\"}").value()).isEqualTo(Map.of("a", "</think>```"));
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
                "Well, <think>{\"x\":1,\"y\":2}",
                "<think>{\"x\":1,\"y\":2}</think>I cannot say.",
                "{\"x\":NaN,\"y\":1}",
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
            strings = {
                "{\"value\":7}",
                "7",
                " 7\n",
                "```\n7\n```",
                "```\n7",
                "<think>5?</think>7",
                "Let me see: {\"value\":7}"
            })
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

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":", "{", "{}", "{\"", "[{", "<think>{", "{}</think>"})
    void aTextMadeToCostMuchCostsNoMoreThanItsLength(String piece) {
        // each brace is read, to the end of the text at worst, and each value checked: hours
        String text = piece.repeat(16_000_000 / piece.length());

        assertTimeoutPreemptively(
                Duration.ofSeconds(60),
                () -> assertThat(POINTS.read(text).fits()).isFalse());
    }

    @Test
    void aShortAnswerIsFoundAmongHundredsOfBracesInVain() {
        assertThat(POINTS.read("{a} {} ".repeat(300) + "{\"x\":1,\"y\":2}").value())
                .isEqualTo(new Point(1, 2));
    }

    @Test
    void ofSubtypesOnlyTheNamedOneIsLookedInto() {
        AnswerReader terms = new AnswerReader(AnswerType.of("x", ClassSchemaTest.Term.class));
        String one = "{\"kind\":\"number\",\"number\":1}";
        String deep = one;
        // of 90 levels with three alternatives each, all of them would never end
        for (int i = 0; i < 90; i++) {
            deep = "{\"kind\":\"product\",\"left\":" + deep + ",\"right\":" + one + "}";
        }

        assertThat(terms.read(deep).fits()).isTrue();
        assertThat(sentences(terms, "{\"kind\":\"difference\",\"left\":" + one + ",\"right\":" + one + "}"))
                .containsExactly("kind: must be one of number, sum, product, but is \"difference\"");
        assertThat(sentences(terms, "{\"kind\":\"sum\",\"left\":{\"kind\":\"number\"},\"right\":" + one + "}"))
                .containsExactly("left.number: is missing");
        assertThat(sentences(terms, "{\"left\":" + one + "}")).containsExactly("kind: is missing");
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
    @JsonSubTypes({@JsonSubTypes.Type(Left.class), @JsonSubTypes.Type(Right.class), @JsonSubTypes.Type(Leaf.class)})
    sealed interface Fork {}

    record Left(Fork next, int left) implements Fork {}

    record Right(Fork next, int right) implements Fork {}

    record Leaf(int leaf) implements Fork {}

    @Test
    void alternativesThatMultiplyAreNotLookedIntoForEver() {
        AnswerReader forks = new AnswerReader(AnswerType.of("x", Fork.class));

        assertThat(forks.read("{\"next\":".repeat(5) + "{\"leaf\":1}" + ",\"right\":1}".repeat(5))
                        .fits())
                .isTrue();
        assertThat(sentences(forks, "{\"next\":".repeat(90) + "{\"leaf\":1}" + ",\"right\":1}".repeat(90)))
                .containsExactly("the whole is too much to be checked: write less of it, or with fewer levels");
    }

    record Numbers(float small, double large) {}

    @ParameterizedTest
    @CsvSource({
        "1e39, 1, small: must be a number that is not too large for a float",
        "1, 1e309, large: must be a number that is not too large for a double"
    })
    void aNumberDoesNotBecomeInfinite(String small, String large, String finding) {
        AnswerReader numbers = new AnswerReader(AnswerType.of("x", Numbers.class));

        assertThat(sentences(numbers, "{\"small\":" + small + ",\"large\":" + large + "}"))
                .singleElement()
                .asString()
                .startsWith(finding);
        assertThat(numbers.read("{\"small\":1e38,\"large\":1e308}").fits()).isTrue();
    }

    record Silent(int a) {
        Silent {
            if (a < 0) {
                throw new IllegalArgumentException();
            }
        }
    }

    @Test
    void aConstructorMayRefuseWithoutAWord() {
        assertThat(sentences(new AnswerReader(AnswerType.of("x", Silent.class)), "{\"a\":-1}"))
                .containsExactly("the whole is refused");
    }

    @Test
    void ofHundredsOfFindingsTheModelIsToldTwenty() {
        AnswerReader lists = new AnswerReader(AnswerType.listOf("x", Point.class));

        assertThat(sentences(lists, "[" + "{\"x\":\"a\"},".repeat(500) + "{}]")).hasSize(20);
    }

    @Test
    void anAnswerOfMillionsOfValuesIsNotEvenChecked() {
        AnswerReader lists = new AnswerReader(AnswerType.listOf("x", Point.class));

        assertThat(sentences(lists, "[" + "1,".repeat(2_000_000) + "1]"))
                .singleElement()
                .asString()
                .contains("must not hold more than 100000 values");
    }

    private static List<String> sentences(AnswerReader reader, String text) {
        return reader.read(text).findings().stream().map(Finding::sentence).toList();
    }
}
