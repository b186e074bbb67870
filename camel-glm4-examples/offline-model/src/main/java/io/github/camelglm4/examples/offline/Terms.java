package io.github.camelglm4.examples.offline;

import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The words of a text that describe its subject. Short words and Japanese hiragana are grammatical, so they are
 * ignored. Chinese text does not separate words, so each pair of adjacent characters counts as a word.
 */
final class Terms {
    private static final Pattern WORD = Pattern.compile("[\\p{L}&&[^\\p{IsHan}\\p{IsKatakana}\\p{IsHiragana}]]{5,}");
    private static final Pattern CHARACTER_PAIR = Pattern.compile("(?=([\\p{IsHan}\\p{IsKatakana}\\x{30FC}]{2}))");

    private Terms() {}

    static List<String> of(String text) {
        Stream<String> words =
                WORD.matcher(text.toLowerCase(Locale.ROOT)).results().map(MatchResult::group);
        Stream<String> pairs = CHARACTER_PAIR.matcher(text).results().map(pair -> pair.group(1));
        return Stream.concat(words, pairs).toList();
    }
}
