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
     * Returns the words; null if there are none. A word that consists only of {@code \n}, {@code \r} and {@code \t}
     * stands for these characters.
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

    /** Restores an option that is a single line end: Camel removes line ends from URIs, and {@code RAW()} remains. */
    public static String written(String uri, String option) {
        return EMPTY_IN_URI.matcher(uri).find() ? LINE_END : option;
    }

    private static String unescaped(String word) {
        return ESCAPES.matcher(word).matches()
                ? word.replace("\\n", LINE_END).replace("\\r", "\r").replace("\\t", "\t")
                : word;
    }
}
