package io.github.camelglm4.examples.knowledge.answer;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.Body;
import org.apache.camel.Variable;

/**
 * An answer with its sources. Files and lines come from the index, never from the model, which only writes numbers.
 *
 * @param text the text of the model; the numbers of its sources are in it, such as {@code [2]}
 * @param sources the passages that the text cites, in the order of their numbers; empty if it cites none
 */
public record Answer(String text, List<Source> sources) {
    /** {@code [2]} or {@code [1, 2]}; models that write Chinese or Japanese also use other brackets and digits. */
    private static final Pattern MARKER = Pattern.compile("(?U)\\s*[\\[【［](\\d{1,4}(?:\\s*[,，、]\\s*\\d{1,4})*)[\\]】］]");

    private static final Pattern SEPARATOR = Pattern.compile("(?U)\\s*[,，、]\\s*");

    /**
     * Reads the numbers in the text of the model. A number that no passage has is removed.
     *
     * @param passages those of the prompt, in the same order
     */
    public static Answer of(@Body String text, @Variable("passages") List<Map<String, Object>> passages) {
        SortedMap<Integer, Source> sources = new TreeMap<>();
        StringBuilder cited = new StringBuilder();
        Matcher marker = MARKER.matcher(text);
        while (marker.find()) {
            StringBuilder known = new StringBuilder();
            numbers(marker.group(1))
                    .filter(number -> number >= 1 && number <= passages.size())
                    .forEach(number -> {
                        sources.computeIfAbsent(number, absent -> Source.of(absent, passages.get(absent - 1)));
                        known.append(" [").append(number).append(']');
                    });
            marker.appendReplacement(cited, Matcher.quoteReplacement(known.toString()));
        }
        marker.appendTail(cited);
        return new Answer(cited.toString().strip(), List.copyOf(sources.values()));
    }

    private static Stream<Integer> numbers(String marker) {
        return Arrays.stream(SEPARATOR.split(marker)).map(Integer::valueOf);
    }

    /** The answer if the index has no passage. The model is not asked. */
    public static Answer ofEmptyIndex() {
        return new Answer("There are no documents.", List.of());
    }
}
