package io.github.camelglm4.typed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** JSON values are found at any position, in order. */
class JsonCandidatesTest {

    private static final List<AnswerReader> READERS = Stream.of(
                    AnswerType.of("an invoice", Invoice.class),
                    AnswerType.of("a number", double.class),
                    AnswerType.of("a text", String.class),
                    AnswerType.listOf("topics", Topic.class),
                    AnswerType.of("anything", Map.of()))
            .map(AnswerReader::new)
            .toList();

    @Test
    void valuesComeInTheirOrder() {
        assertThat(found("a {\"b\":1} c {\"d\":{\"e\":2}} f", false)).containsExactly("{\"b\":1}", "{\"d\":{\"e\":2}}");
    }

    /** 800,000 characters would become 45 MB of objects. */
    @Test
    void aValueWhoseObjectsTakeTooMuchMemoryIsNone() {
        String objects = "{\"a\":[" + "{},".repeat(260_000) + "1]}";

        assertThat(found(objects, false)).isEmpty();
        assertThat(found("{\"b\":1} " + objects, false)).containsExactly("{\"b\":1}");
    }

    @Test
    void listsAreValuesOnlyWhereTheyMayBe() {
        assertThat(found("[1] [{\"a\":1},{\"b\":2}]", false)).containsExactly("{\"a\":1}", "{\"b\":2}");
        assertThat(found("[1] [{\"a\":1},{\"b\":2}]", true)).containsExactly("[1]", "[{\"a\":1},{\"b\":2}]");
    }

    @Property(tries = 300)
    void proseAroundAValueDoesNotHideIt(
            @ForAll @From("prose") String before,
            @ForAll @From("objects") String object,
            @ForAll @From("prose") String after) {
        assertThat(found(before + object + after, false)).contains(object);
    }

    @Property(tries = 1000)
    void ofNoTextCanNothingBeSaid(@ForAll @From("anything") String text) {
        for (AnswerReader reader : READERS) {
            Reading reading = reader.read(text);

            assertThat(reading.fits()).isEqualTo(reading.findings().isEmpty());
        }
    }

    @Property(tries = 300)
    void anAnswerIsFoundBehindAnyThoughts(@ForAll @From("anything") String thoughts) {
        String closed = thoughts.replace("<think>", "").replace("</think>", "");

        assertThat(found("<think>" + closed + "</think>{\"a\":1}", false)).containsExactly("{\"a\":1}");
    }

    /** Pieces of typical and of hostile texts. */
    @Provide
    Arbitrary<String> anything() {
        Arbitrary<String> pieces = Arbitraries.of(
                "{",
                "}",
                "[",
                "]",
                "\"",
                ":",
                ",",
                "\\",
                "\\u00",
                "value",
                "\"value\":",
                "{\"value\":",
                "1",
                "-",
                "1e9999999",
                "NaN",
                "null",
                "true",
                "```",
                "```json\n",
                "<think>",
                "</think>",
                "\uFEFF",
                "\uD83D",
                "\u0000",
                "/*",
                "//",
                "\n",
                " ",
                "智");
        return pieces.list().ofMaxSize(30).map(list -> String.join("", list));
    }

    /** Characters with a meaning in JSON, except quotation marks, which could hide the values after them. */
    @Provide
    Arbitrary<String> prose() {
        return Arbitraries.strings().withChars("{}[]:, \n`a1").ofMaxLength(40);
    }

    @Provide
    Arbitrary<String> objects() {
        Arbitrary<String> names = Arbitraries.strings().withChars("abc{}[]' ").ofMaxLength(5);
        Arbitrary<String> leaves = names.map(name -> "\"" + name + "\"");
        Arbitrary<String> values = Arbitraries.recursive(
                () -> leaves,
                inner -> Combinators.combine(leaves, inner).as((name, value) -> "{" + name + ":" + value + "}"),
                0,
                4);
        return Combinators.combine(leaves, values).as((name, value) -> "{" + name + ":" + value + "}");
    }

    private static List<String> found(String text, boolean lists) {
        JsonCandidates candidates = new JsonCandidates(TypedJson.TREES, text, lists);
        List<String> found = new ArrayList<>();
        for (JsonNode json = candidates.next(); json != null; json = candidates.next()) {
            found.add(json.toString());
        }
        return found;
    }
}
