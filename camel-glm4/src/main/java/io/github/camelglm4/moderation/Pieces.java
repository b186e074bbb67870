package io.github.camelglm4.moderation;

import io.github.camelglm4.text.WholeCharacters;
import java.util.ArrayList;
import java.util.List;

/** Cuts a text into pieces that the service accepts. Pure. */
public final class Pieces {

    /** The longest text of a request, in UTF-16 units. Source: API reference of the GLM platform. */
    public static final int LONGEST = 2_000;

    private Pieces() {}

    /** Returns the pieces in their order, which together are the text. None begins or ends inside a code point. */
    public static List<String> of(String text) {
        List<String> pieces = new ArrayList<>();
        for (int begin = 0; begin < text.length(); ) {
            String piece = WholeCharacters.beginning(text.substring(begin), LONGEST);
            pieces.add(piece);
            begin += piece.length();
        }
        return pieces;
    }
}
