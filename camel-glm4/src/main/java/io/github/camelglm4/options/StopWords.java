package io.github.camelglm4.options;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** The comma-separated stop sequences of {@code stop}; white space is significant. Pure. */
public final class StopWords {

    private static final Pattern ESCAPES = Pattern.compile("(\\\\[nrt])++");
    private static final Pattern EMPTY_IN_URI = Pattern.compile("[?&]stop=RAW[({][)}](&|$)");
    private static final String LINE_END = "\n";

    private StopWords() {}

    /**
     * The words; null for none. A word of nothing but {@code \n}, {@code \r} and {@code \t} stands for these
     * characters.
     */
    public static List<String> of(String text) {
        if (text == null) {
            return null;
        }
        List<String> words = Arrays.stream(text.split(","))
                .filter(word -> !word.isEmpty())
                .map(StopWords::unescaped)
                .toList();
        return words.isEmpty() ? null : words;
    }

    /**
     * The option as it was written in a URI: Camel removes line ends from URIs, and leaves {@code RAW()} of one alone.
     */
    public static String written(String uri, String option) {
        return EMPTY_IN_URI.matcher(uri).find() ? LINE_END : option;
    }

    private static String unescaped(String word) {
        return ESCAPES.matcher(word).matches()
                ? word.replace("\\n", LINE_END).replace("\\r", "\r").replace("\\t", "\t")
                : word;
    }
}
