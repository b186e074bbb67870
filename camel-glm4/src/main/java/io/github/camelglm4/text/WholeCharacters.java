package io.github.camelglm4.text;

/**
 * Pieces of one text, re-cut so that none ends in the middle of a character: the first half of a surrogate pair waits for the
 * next piece. Not thread-safe.
 */
public final class WholeCharacters {

    private String held = "";

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
