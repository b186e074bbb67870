package io.github.camelglm4.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts text between characters, never within a surrogate pair. An instance joins the pieces of one text: the first half
 * of a pair is kept until the next piece. Not thread-safe.
 */
public final class WholeCharacters {

    private String held = "";

    /**
     * Returns the longest beginning of a text that ends with a complete character.
     *
     * @param limit maximum number of characters (UTF-16 units)
     */
    public static String beginning(String text, int limit) {
        if (text.length() <= limit) {
            return text;
        }
        return text.substring(0, isInside(text, limit) ? limit - 1 : limit);
    }

    /**
     * Returns the pieces of a text, in their order. Each begins and ends with a complete character.
     *
     * @param limit maximum number of characters (UTF-16 units) of a piece, at least 3 more than the overlap
     * @param overlap number of characters at the end of a piece with which the next one begins; one more if there is a
     *     surrogate pair
     */
    public static List<String> pieces(String text, int limit, int overlap) {
        List<String> pieces = new ArrayList<>();
        int begin = 0;
        int end = 0;
        while (end < text.length()) {
            // with the character after it, which may be the second half of a pair
            String next = text.substring(begin, Math.min(text.length(), begin + limit + 1));
            String piece = beginning(next, limit);
            pieces.add(piece);
            end = begin + piece.length();
            begin = isInside(text, end - overlap) ? end - overlap - 1 : end - overlap;
        }
        return pieces;
    }

    /** Whether a surrogate pair is before and after this place. */
    private static boolean isInside(String text, int place) {
        return place > 0
                && place < text.length()
                && Character.isHighSurrogate(text.charAt(place - 1))
                && Character.isLowSurrogate(text.charAt(place));
    }

    /** Returns the text that is complete after this piece; may be empty. */
    public String next(String piece) {
        if (piece.isEmpty()) {
            return piece;
        }
        String text = held.isEmpty() ? piece : held.concat(piece);
        int last = text.length() - 1;
        boolean half = Character.isHighSurrogate(text.charAt(last));
        held = half ? text.substring(last) : "";
        return half ? text.substring(0, last) : text;
    }

    /** Returns the rest at the end of the text: half a character, or nothing. */
    public String rest() {
        String rest = held;
        held = "";
        return rest;
    }
}
