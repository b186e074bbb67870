package io.github.camelglm4.examples.offline.text;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The features of a text by which texts are compared: its words and parts of them, so that "refund" and "refunded" are
 * near. Scripts that do not separate words have single characters and pairs instead. Case, accents and full-width forms
 * do not matter. Short words and grammatical characters weigh less, because they say little about the subject.
 */
final class Features {
    private static final Pattern ACCENTS = Pattern.compile("(?<=[\\p{IsLatin}\\p{IsGreek}])\\p{M}+");
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+");
    private static final Pattern DIGIT = Pattern.compile("\\p{N}");
    private static final Set<UnicodeScript> CHARACTER_SCRIPTS =
            Set.of(UnicodeScript.HAN, UnicodeScript.KATAKANA, UnicodeScript.HANGUL);

    /** Part of words in katakana, but of no script. */
    private static final int LONG_VOWEL = 'ー';

    private static final String GRAMMATICAL = "的了是我你他她们在和有吗呢吧不这那就也都很请么什怎时候可以能会要到给把被让与及或";
    private static final double GRAMMATICAL_WEIGHT = 0.2;
    private static final double CHARACTER_WEIGHT = 0.5;
    private static final double PAIR_WEIGHT = 1.5;

    private static final double PART_WEIGHT = 0.5;
    private static final double NUMBER_WEIGHT = 2;
    /** From this number of letters on, a word has the full weight. */
    private static final int LONG_WORD = 7;

    private static final int PART = 3;

    private final Map<String, Double> weights = new HashMap<>();

    private Features() {}

    /**
     * The weight of each feature. One that occurs more often weighs more, but not in proportion.
     *
     * @return empty if the text has no letter and no digit
     */
    static Map<String, Double> of(String text) {
        Features features = new Features();
        WORD.matcher(normalized(text)).results().forEach(word -> features.addRun(word.group()));
        features.weights.replaceAll((feature, weight) -> Math.sqrt(weight));
        return features.weights;
    }

    private static String normalized(String text) {
        // from upper to lower case, so that ß and ss are the same
        String lower = text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        String plain = ACCENTS.matcher(Normalizer.normalize(lower, Form.NFKD)).replaceAll("");
        return Normalizer.normalize(plain, Form.NFC);
    }

    /** Separates words from the characters of other scripts: "USB接口" has both. */
    private void addRun(String run) {
        int start = 0;
        int previous = -1;
        for (int next = 0; next < run.length(); ) {
            int codePoint = run.codePointAt(next);
            int end = next + Character.charCount(codePoint);
            if (weight(codePoint) > 0) {
                addWord(run.substring(start, next));
                addCharacter(previous, codePoint);
                previous = codePoint;
                start = end;
            } else {
                previous = -1;
            }
            next = end;
        }
        addWord(run.substring(start));
    }

    private void addCharacter(int previous, int codePoint) {
        double weight = weight(codePoint);
        String character = Character.toString(codePoint);
        add(character, CHARACTER_WEIGHT * weight);
        if (previous >= 0) {
            add(Character.toString(previous) + character, PAIR_WEIGHT * weight * weight(previous));
        }
    }

    /** The weight of a character of a script without words, or with words of few characters; 0 for other scripts. */
    private static double weight(int codePoint) {
        UnicodeScript script = UnicodeScript.of(codePoint);
        if (script == UnicodeScript.HIRAGANA || GRAMMATICAL.indexOf(codePoint) >= 0) {
            return GRAMMATICAL_WEIGHT;
        }
        return CHARACTER_SCRIPTS.contains(script) || codePoint == LONG_VOWEL ? 1 : 0;
    }

    private void addWord(String word) {
        if (word.isEmpty()) {
            return;
        }
        double length = Math.min(1, (double) word.length() / LONG_WORD);
        double weight = DIGIT.matcher(word).find() ? NUMBER_WEIGHT : length;
        add(word, weight);
        String bounded = "_" + word + "_";
        for (int i = 0; i + PART <= bounded.length(); i++) {
            // differs from a word with the same letters
            add("~" + bounded.substring(i, i + PART), PART_WEIGHT * weight);
        }
    }

    private void add(String feature, double weight) {
        weights.merge(feature, weight * weight, Double::sum);
    }
}
