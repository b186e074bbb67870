package io.github.camelglm4.typed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.github.camelglm4.schema.Finding;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Text around the JSON and small mistakes in it are ignored. */
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
                "<think>{\"x\":1,\"y\":2}</think>I cannot say.",
                "{\"x\":NaN,\"y\":1}",
                "null",
                "7"
            })
    void withoutJsonThatIsWhatIsWrong(String text) {
        assertThat(sentences(POINTS, text)).containsExactly("the whole value must be a JSON object");
    }

    @Test
    void whatAConstructorRefusesIsAFindingWithItsWords() {
        AnswerReader ranges = new AnswerReader(AnswerType.of("x", Holder.class));

        assertThat(sentences(ranges, "{\"ranges\":[{\"from\":1,\"to\":2},{\"from\":2,\"to\":1}]}"))
                .containsExactly("ranges[1]: is rejected: from must not be after to");
    }

    @Test
    void whatOnlyReadingFindsOutIsAFindingToo() {
        AnswerReader days = new AnswerReader(AnswerType.of("x", GermanDay.class));

        assertThat(days.read("{\"day\":\"31.01.2026\"}").value()).isEqualTo(new GermanDay(LocalDate.of(2026, 1, 31)));
        assertThat(sentences(days, "{\"day\":\"2026-01-31\"}"))
                .containsExactly("day: must be in the format dd.MM.yyyy, but is \"2026-01-31\"");
    }

    record CompactDay(
            @com.fasterxml.jackson.annotation.JsonFormat(pattern = "yyyyMMdd")
            LocalDate day) {}

    @Test
    void aFormatMayBeAllDigits() {
        AnswerReader days = new AnswerReader(AnswerType.of("x", CompactDay.class));

        assertThat(days.read("{\"day\":\"20260131\"}").value()).isEqualTo(new CompactDay(LocalDate.of(2026, 1, 31)));
        assertThat(sentences(days, "{\"day\":20260131}"))
                .containsExactly("day: must be in the format yyyyMMdd, but is 20260131");
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
        // each brace could be read to the end of the text, and each value checked: hours
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
        // 90 levels with three alternatives each: trying all of them would never end
        for (int i = 0; i < 90; i++) {
            deep = "{\"kind\":\"product\",\"left\":" + deep + ",\"right\":" + one + "}";
        }

        assertThat(terms.read(deep).fits()).isTrue();
        assertThat(sentences(terms, "{\"kind\":\"difference\",\"left\":" + one + ",\"right\":" + one + "}"))
                .containsExactly("the whole value must be exactly one of the alternatives, but is \"difference\"");
        assertThat(sentences(terms, "{\"kind\":\"sum\",\"left\":{\"kind\":\"number\"},\"right\":" + one + "}"))
                .containsExactly("left.number: is missing");
        assertThat(sentences(terms, "{\"left\":" + one + "}"))
                .containsExactly("the whole value must be exactly one of the alternatives");
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
    @JsonSubTypes({
        @JsonSubTypes.Type(Left.class),
        @JsonSubTypes.Type(Right.class),
        @JsonSubTypes.Type(Leaf.class),
        @JsonSubTypes.Type(Crowd.class)
    })
    sealed interface Fork {}

    record Left(Fork next, int left) implements Fork {}

    record Right(Fork next, int right) implements Fork {}

    record Leaf(int leaf) implements Fork {}

    @Test
    void alternativesThatMultiplyAreReadOnceEach() {
        AnswerReader forks = new AnswerReader(AnswerType.of("x", Fork.class));

        assertThat(forks.read("{\"next\":".repeat(90) + "{\"leaf\":1}" + ",\"right\":1}".repeat(90))
                        .fits())
                .isTrue();
        assertThat(sentences(forks, "{\"next\":".repeat(90) + "{\"leaf\":1}" + ",\"up\":1}".repeat(90)))
                .hasSize(1);
    }

    record Crowd(List<Integer> many) implements Fork {}

    @Test
    void deepAndLargeIsTooMuch() {
        AnswerReader forks = new AnswerReader(AnswerType.of("x", Fork.class));
        String many = "{\"many\":[" + "1000,".repeat(90_000) + "1]}";

        assertThat(forks.read("{\"next\":" + many + ",\"left\":1}").fits()).isTrue();
        assertThat(sentences(forks, "{\"next\":".repeat(90) + many + ",\"left\":1}".repeat(90)))
                .containsExactly("the whole value is too large to be checked: use fewer values or fewer levels");
    }

    record Numbers(float small, double large) {}

    @ParameterizedTest
    @CsvSource({
        "1e39, 1, small: must be a number in the range of a float",
        "1, 1e309, large: must be a number in the range of a double"
    })
    void aNumberDoesNotBecomeInfinite(String small, String large, String finding) {
        AnswerReader numbers = new AnswerReader(AnswerType.of("x", Numbers.class));

        assertThat(sentences(numbers, "{\"small\":" + small + ",\"large\":" + large + "}"))
                .singleElement()
                .asString()
                .startsWith(finding);
        assertThat(numbers.read("{\"small\":1e38,\"large\":1e308}").fits()).isTrue();
    }

    static class Bean {

        @Nullable
        private String note;

        private String name;
        public int count;

        public void setNote(String note) {
            this.note = note;
        }

        public void setName(String name) {
            this.name = name;
        }

        public void setShout(String shout) {
            this.name = shout.toLowerCase(Locale.ROOT);
        }

        String text() {
            return name + note;
        }
    }

    @Retention(RetentionPolicy.RUNTIME)
    @interface Nullable {}

    record Mixed(
            String text,
            List<String> texts,
            Map<String, Integer> counts,
            int[] numbers,
            Map<String, Object> any,
            Object free,
            Bean bean,
            double[] doubles,
            Instant at,
            UUID id,
            Date day,
            Topic topic,
            Map<Topic, Boolean> flags) {}

    private static final String MIXED = """
            {"text":"a","texts":["a"],"counts":{"a":1},"numbers":[1.0],"any":{"a":null},"free":null,
            "bean":{"name":"a","count":1},"doubles":[1],"at":"2026-01-31T09:30:00Z",
            "id":"123e4567-e89b-12d3-a456-426614174000","day":"2026-01-31T09:30:00Z","topic":"OTHER",
            "flags":{"OTHER":true}}""";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            "text":"a"            | "text":7               | text: must be text, but is 7
            "text":"a"            | "text":true            | text: must be text, but is true
            "text":"a"            | "text":null            | text: must not be null
            "text":"a"            | "text":["a"]           | text: must be text, but is a list
            "texts":["a"]         | "texts":[null]         | texts[0]: must not be null
            "texts":["a"]         | "texts":"a"            | texts: must be a list, but is "a"
            "counts":{"a":1}      | "counts":{"a":null}    | counts.a: must not be null
            "counts":{"a":1}      | "counts":{"a":1.5}     | counts.a: must be a whole number, but is 1.5
            "counts":{"a":1}      | "counts":{"a":"1"}     | counts.a: must be a whole number, but is "1"
            "counts":{"a":1}      | "counts":{"a":true}    | counts.a: must be a whole number, but is true
            "counts":{"a":1}      | "counts":[1]           | counts: must be an object, but is a list
            "numbers":[1.0]     | "numbers":[null]       | numbers[0]: must not be null
            "numbers":[1.0]     | "numbers":[1.5]        | numbers[0]: must be a whole number, but is 1.5
            "numbers":[1.0]     | "numbers":[3000000000] | numbers[0]: must be a whole number of at most 32 bits, but is 3000000000
            "topic":"OTHER"       | "topic":"OTHER","other":1 | other: is not an allowed property
            ,"free":null          |                        | free: is missing
            "bean":{"name":"a","count":1} | "bean":{}      | bean.name: is missing; bean.count: is missing
            "name":"a"            | "name":null            | bean.name: must not be null
            "count":1             | "count":null           | bean.count: must not be null
            "count":1             | "count":""             | bean.count: must be a whole number, but is ""
            "bean":{"name":"a","count":1} | "bean":"a"     | bean: must be an object, but is "a"
            "doubles":[1]         | "doubles":[1e309]      | doubles[0]: must be a number in the range of a double, but is 1E+309
            "at":"2026-01-31T09:30:00Z" | "at":1769851800  | at: must be a date and time with its zone like 2026-01-31T09:30:00Z, but is 1769851800
            "at":"2026-01-31T09:30:00Z" | "at":"2026"      | at: must be a date and time with its zone like 2026-01-31T09:30:00Z, but is "2026"
            "123e4567-e89b-12d3-a456-426614174000" | ""    | id: must be a UUID like 123e4567-e89b-12d3-a456-426614174000, but is ""
            "123e4567-e89b-12d3-a456-426614174000" | "unknown-product-number-1" | id: must be a UUID like 123e4567-e89b-12d3-a456-426614174000, but is "unknown-product-number-1"
            "day":"2026-01-31T09:30:00Z" | "day":"2026-02-30T09:30:00Z" | day: must be a date and time with its zone like 2026-01-31T09:30:00Z, but is "2026-02-30T09:30:00Z"
            "topic":"OTHER"       | "topic":"other"        | topic: must be one of BILLING, DELIVERY, OTHER, but is "other"
            "topic":"OTHER"       | "topic":2              | topic: must be one of BILLING, DELIVERY, OTHER, but is 2
            "flags":{"OTHER":true} | "flags":{"NONE":true} | flags: must be one of BILLING, DELIVERY, OTHER, but is "NONE"
            "flags":{"OTHER":true} | "flags":{"OTHER":1}   | flags.OTHER: must be true or false, but is 1
            """)
    void jacksonIsStrictAndItsFindingsArePlainWords(String right, String wrong, String finding) {
        AnswerReader mixed = new AnswerReader(AnswerType.of("x", Mixed.class));

        assertThat(sentences(mixed, MIXED)).isEmpty();
        assertThat(String.join("; ", sentences(mixed, MIXED.replace(right, wrong == null ? "" : wrong))))
                .isEqualTo(finding);
    }

    record Drawing(
            @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
            @JsonSubTypes({
                @JsonSubTypes.Type(value = Dot.class, name = "dot"),
                @JsonSubTypes.Type(value = Line.class, name = "line")
            })
            Mark mark) {}

    interface Mark {}

    record Dot(int x) implements Mark {}

    record Line(int x, int length) implements Mark {}

    @Test
    void subtypesMayBeNamedByTheProperty() {
        AnswerReader drawings = new AnswerReader(AnswerType.of("x", Drawing.class));

        assertThat(drawings.read("{\"mark\":{\"x\":1,\"kind\":\"dot\"}}").value())
                .isEqualTo(new Drawing(new Dot(1)));
        assertThat(sentences(drawings, "{\"mark\":{\"x\":1,\"kind\":\"spot\"}}"))
                .containsExactly("mark: must be exactly one of the alternatives, but is \"spot\"");
        assertThat(sentences(drawings, "{\"mark\":{\"x\":1,\"kind\":\"line\"}}"))
                .containsExactly("mark.length: is missing");
    }

    record Counted(
            byte small,
            double d,
            Double boxed,
            BigDecimal amount,
            double[] ds,
            float[] fs,
            byte[] bytes,
            char[] chars,
            Byte[] boxes,
            List<Double> list) {}

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            "small":1   | "small":128       | small: must be a whole number of at most 8 bits, but is 128
            "small":1   | "small":255       | small: must be a whole number of at most 8 bits, but is 255
            "small":1   | "small":256       | small: must be a whole number of at most 8 bits, but is 256
            "d":1       | "d":"NaN"         | d: must be a number, but is "NaN"
            "d":1       | "d":"-Infinity"   | d: must be a number, but is "-Infinity"
            "boxed":1   | "boxed":"NaN"     | boxed: must be a number, but is "NaN"
            "amount":1  | "amount":"1"      | amount: must be a number, but is "1"
            "ds":[1]    | "ds":["NaN"]      | ds: must contain only numbers, but is a list
            "fs":[1]    | "fs":["Infinity"] | fs: must contain only numbers, but is a list
            "bytes":[1] | "bytes":"YQ=="    | bytes: must be a list, but is "YQ=="
            "bytes":[1] | "bytes":[200]     | bytes[0]: must be a whole number of at most 8 bits, but is 200
            "boxes":[1] | "boxes":"PT1H"    | boxes: must be a list, but is "PT1H"
            "chars":["a"] | "chars":"ab"    | chars: must be a list, but is "ab"
            "list":[1]  | "list":["NaN"]    | list[0]: must be a number, but is "NaN"
            """)
    void noNumberIsAnotherOneThanWasWritten(String right, String wrong, String finding) {
        AnswerReader numbers = new AnswerReader(AnswerType.of("x", Counted.class));
        String json =
                "{\"small\":1,\"d\":1,\"boxed\":1,\"amount\":1,\"ds\":[1],\"fs\":[1],\"bytes\":[1],\"chars\":[\"a\"],\"boxes\":[1],\"list\":[1]}";

        assertThat(sentences(numbers, json)).isEmpty();
        assertThat(sentences(numbers, json.replace(right, wrong))).containsExactly(finding);
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
                .containsExactly("the whole value is rejected");
    }

    @Test
    void ofHundredsOfMistakesTheModelIsToldTheFirst() {
        AnswerReader lists = new AnswerReader(AnswerType.listOf("x", Point.class));

        assertThat(sentences(lists, "[" + "{\"x\":\"a\"},".repeat(500) + "{}]"))
                .containsExactly("value[0].x: must be a whole number, but is \"a\"");
    }

    @Test
    void anAnswerOfMillionsOfValuesIsNotEvenChecked() {
        AnswerReader lists = new AnswerReader(AnswerType.listOf("x", Point.class));

        assertThat(sentences(lists, "[" + "1,".repeat(2_000_000) + "1]"))
                .singleElement()
                .asString()
                .contains("must not contain more than 100000 values");
    }

    private static List<String> sentences(AnswerReader reader, String text) {
        return reader.read(text).findings().stream().map(Finding::sentence).toList();
    }
}
