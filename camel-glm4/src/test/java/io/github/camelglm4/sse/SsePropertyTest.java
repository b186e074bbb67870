package io.github.camelglm4.sse;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** However a stream is cut, the decoder agrees with the reference, which follows the rules literally. */
class SsePropertyTest {

    @Property
    void agreesOnText(
            @ForAll("streams") String stream, @ForAll @Size(max = 12) Set<@IntRange(max = 2000) Integer> cuts) {
        byte[] bytes = stream.getBytes(UTF_8);

        assertThat(Decoded.all(bytes, within(bytes, cuts), UTF_8))
                .isEqualTo(new ReferenceDecoder(UTF_8, Integer.MAX_VALUE).decode(bytes).events);
    }

    @Property
    void agreesOnGarbage(
            @ForAll("garbage") String stream, @ForAll @Size(max = 12) Set<@IntRange(max = 300) Integer> cuts) {
        byte[] bytes = stream.getBytes(ISO_8859_1);

        assertThat(Decoded.all(bytes, within(bytes, cuts), ISO_8859_1))
                .isEqualTo(new ReferenceDecoder(ISO_8859_1, Integer.MAX_VALUE).decode(bytes).events);
    }

    @Property
    void agreesOnTheLimit(
            @ForAll("streams") String stream,
            @ForAll @Size(max = 12) Set<@IntRange(max = 2000) Integer> cuts,
            @ForAll @IntRange(min = 1, max = 60) int limit) {
        byte[] bytes = stream.getBytes(UTF_8);
        Charset byteWise = ISO_8859_1;
        ReferenceDecoder reference = new ReferenceDecoder(byteWise, limit).decode(bytes);

        List<Decoded> events = new ArrayList<>();
        boolean tooLarge = false;
        try {
            Decoded.decode(new SseDecoder(limit, WholeData.NEVER), bytes, within(bytes, cuts), byteWise, events);
        } catch (SseTooLargeException expected) {
            tooLarge = true;
        }

        assertThat(events).isEqualTo(reference.events);
        assertThat(tooLarge).isEqualTo(reference.tooLarge);
    }

    @Property
    void findsTheFirstLineEnd(@ForAll("garbage") String text, @ForAll @IntRange(max = 300) int start) {
        int from = Math.min(start, text.length());
        int expected = from;
        while (expected < text.length() && "\r\n".indexOf(text.charAt(expected)) < 0) {
            expected++;
        }

        assertThat(LineEnds.find(text.getBytes(ISO_8859_1), from, text.length()))
                .isEqualTo(expected);
    }

    @Provide
    Arbitrary<String> streams() {
        Arbitrary<String> fields = Combinators.combine(
                        Arbitraries.of("data", "data", "data", "event", "id", "retry", "", "other", " data", "dat"),
                        Arbitraries.of(":", ": ", ":  ", ""),
                        values())
                .as((name, colon, value) -> name + colon + value);
        Arbitrary<String> lines = Arbitraries.frequencyOf(
                Tuple.of(6, fields),
                Tuple.of(4, Arbitraries.just("")),
                Tuple.of(1, Arbitraries.of("\uFEFF", "\uFEFFdata: x", "data", "event")));
        Arbitrary<String> ended =
                Combinators.combine(lines, Arbitraries.of("\n", "\r\n", "\r")).as(String::concat);
        return Combinators.combine(
                        Arbitraries.of("", "", "\uFEFF"),
                        ended.list().ofMaxSize(30),
                        Arbitraries.of("", "data: {\"a\":1}", "data", "event: a", ": x"))
                .as((start, body, rest) -> start + String.join("", body) + rest);
    }

    @Provide
    Arbitrary<String> garbage() {
        Arbitrary<String> anyBytes = Arbitraries.chars().range('\0', '\u00FF').map(String::valueOf);
        Arbitrary<String> telling =
                Arbitraries.of("\n", "\r", "\n\n", "data:", "event:", ":", " ", "\t", "\u00EF\u00BB\u00BF", "\0", "é");
        return Arbitraries.oneOf(anyBytes, telling).list().ofMaxSize(120).map(parts -> String.join("", parts));
    }

    private static Arbitrary<String> values() {
        return Arbitraries.oneOf(
                Arbitraries.strings().withChars("ab:{}\"\t\0é智\uFEFF ").ofMaxLength(20),
                Arbitraries.of("😀", "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"你好 😀\"}}]}", "[DONE]"));
    }

    private static TreeSet<Integer> within(byte[] stream, Set<Integer> cuts) {
        TreeSet<Integer> within = new TreeSet<>();
        cuts.forEach(cut -> within.add(cut % (stream.length + 1)));
        return within;
    }
}
