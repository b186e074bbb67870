package io.github.camelglm4.text;

/**
 * Cuts text between characters, never between the two halves of a surrogate pair. An instance joins the pieces of one
 * text: the first half of a pair waits for the next piece. Not thread-safe.
 */
public final class WholeCharacters {

    private String held = "";

    /**
     * The longest beginning of a text that ends with a whole character.
     *
     * @param limit characters (UTF-16 units) that are kept at most
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

    /** What can be handed on after the next piece; may be empty. */
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

    /** What is left when no piece follows: half a character, or nothing. */
    public String rest() {
        String rest = held;
        held = "";
        return rest;
    }
}
