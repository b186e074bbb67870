package io.github.camelglm4.examples.offline.text;

import java.lang.Character.UnicodeBlock;
import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Estimates token counts: one token for each Chinese, Japanese or Korean character, one for four other characters.
 * Counts in quarters of a token, so that the length of a cut text and its count agree.
 */
public final class Tokens {
    private static final int QUARTERS = 4;
    private static final Set<UnicodeScript> CJK_SCRIPTS =
            Set.of(UnicodeScript.HAN, UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA, UnicodeScript.HANGUL);
    private static final Set<UnicodeBlock> CJK_SIGNS =
            Set.of(UnicodeBlock.CJK_SYMBOLS_AND_PUNCTUATION, UnicodeBlock.HALFWIDTH_AND_FULLWIDTH_FORMS);

    private Tokens() {}

    public static int count(String text) {
        int quarters = text.codePoints().map(Tokens::quarters).sum();
        return (quarters + QUARTERS - 1) / QUARTERS;
    }

    /** The longest prefix of the text with at most this number of tokens. */
    public static String cut(String text, int tokens) {
        long left = (long) tokens * QUARTERS;
        int end = 0;
        while (end < text.length()) {
            int codePoint = text.codePointAt(end);
            left -= quarters(codePoint);
            if (left < 0) {
                break;
            }
            end += Character.charCount(codePoint);
        }
        return text.substring(0, end);
    }

    /** Splits the text into the chunks of a stream: words with the whitespace after them, and single CJK characters. */
    public static List<String> pieces(String text) {
        List<String> pieces = new ArrayList<>();
        int start = 0;
        for (int next = 0; next < text.length(); ) {
            int codePoint = text.codePointAt(next);
            if (isCjk(codePoint) && start < next) {
                pieces.add(text.substring(start, next));
                start = next;
            }
            next += Character.charCount(codePoint);
            if (isCjk(codePoint) || Character.isWhitespace(codePoint)) {
                pieces.add(text.substring(start, next));
                start = next;
            }
        }
        if (start < text.length()) {
            pieces.add(text.substring(start));
        }
        return pieces;
    }

    public static boolean isCjk(int codePoint) {
        return CJK_SCRIPTS.contains(UnicodeScript.of(codePoint)) || CJK_SIGNS.contains(UnicodeBlock.of(codePoint));
    }

    private static int quarters(int codePoint) {
        return isCjk(codePoint) ? QUARTERS : 1;
    }
}
