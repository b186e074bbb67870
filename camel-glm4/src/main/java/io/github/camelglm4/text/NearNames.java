package io.github.camelglm4.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Finds the known name that a misspelled one probably stands for. Without state. */
public final class NearNames {

    /** Longer names are not compared: the work grows with the product of both lengths. */
    private static final int LONGEST = 200;

    private static final int LETTERS_PER_TYPO = 3;

    private NearNames() {}

    /** Returns the known name nearest to the unknown one, if it is near enough. */
    public static Optional<String> nearest(String unknown, Collection<String> known) {
        if (unknown.length() > LONGEST) {
            return Optional.empty();
        }
        int mostTypos = Math.max(1, unknown.length() / LETTERS_PER_TYPO);
        return known.stream()
                .filter(name -> Math.abs(name.length() - unknown.length()) <= mostTypos)
                .map(name -> Map.entry(name, distance(unknown, name)))
                .filter(entry -> entry.getValue() <= mostTypos)
                .min(Map.Entry.<String, Integer>comparingByValue()
                        .thenComparing(Map.Entry::getKey, Comparator.naturalOrder()))
                .map(Map.Entry::getKey);
    }

    /** Edit distance, ignoring case; swapped neighbors count as one edit (optimal string alignment). */
    private static int distance(String a, String b) {
        String from = a.toLowerCase(Locale.ROOT);
        String to = b.toLowerCase(Locale.ROOT);
        int[][] edits = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                edits[i][j] = i == 0 || j == 0 ? i + j : edits(from, to, i, j, edits);
            }
        }
        return edits[from.length()][to.length()];
    }

    private static int edits(String from, String to, int i, int j, int[][] edits) {
        int replaced = edits[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replaced, Math.min(edits[i - 1][j], edits[i][j - 1]) + 1);
        boolean swapped =
                i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
        return swapped ? Math.min(best, edits[i - 2][j - 2] + 1) : best;
    }
}
