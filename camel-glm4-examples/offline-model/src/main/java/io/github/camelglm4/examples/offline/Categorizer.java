package io.github.camelglm4.examples.offline;

import io.github.camelglm4.examples.offline.text.WordLists;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Finds the category of a text: the one whose words, listed in {@code categories.json}, it contains most often. */
final class Categorizer {
    static final String NONE = "other";

    /** Further occurrences of the same word do not count. */
    private static final int MOST_OF_ONE_WORD = 3;

    private final Map<String, List<Pattern>> categories = new WordLists(Categorizer.class, "categories.json").lists();

    /** Finds the category of the text. If the instructions name categories, only these are possible. */
    String categorize(String text, String instructions) {
        Map<String, Long> scores = new LinkedHashMap<>();
        categories.forEach((category, words) -> scores.put(category, score(text, words)));
        List<String> named = categories.keySet().stream()
                .filter(category ->
                        WordLists.pattern(category).matcher(instructions).find())
                .toList();
        if (!named.isEmpty()) {
            scores.keySet().retainAll(named);
        }
        return scores.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                // the first one of equal scores, so that the same text always gets the same category
                .reduce((best, next) -> next.getValue() > best.getValue() ? next : best)
                .map(Map.Entry::getKey)
                .orElse(NONE);
    }

    private static long score(String text, List<Pattern> words) {
        return words.stream()
                .mapToLong(word ->
                        word.matcher(text).results().limit(MOST_OF_ONE_WORD).count())
                .sum();
    }
}
