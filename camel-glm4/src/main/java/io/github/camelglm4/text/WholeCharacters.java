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
        boolean inside = limit > 0
                && Character.isHighSurrogate(text.charAt(limit - 1))
                && Character.isLowSurrogate(text.charAt(limit));
        return text.substring(0, inside ? limit - 1 : limit);
    }

    /**
     * Returns the pieces of a text, in their order, which together are the text. Each ends with a complete character.
     *
     * @param limit maximum number of characters (UTF-16 units) of a piece, at least 2
     */
    public static List<String> pieces(String text, int limit) {
        List<String> pieces = new ArrayList<>();
        for (int begin = 0; begin < text.length(); ) {
            // with the character after it, which may be the second half of a pair
            int end = Math.min(text.length(), begin + limit + 1);
            String piece = beginning(text.substring(begin, end), limit);
            pieces.add(piece);
            begin += piece.length();
        }
        return pieces;
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
