package io.github.camelglm4.text;

/** Text without halves of characters: strict services refuse a lone surrogate, and UTF-8 cannot write it. Pure. */
public final class WellFormedText {

    private static final char REPLACEMENT = '\uFFFD';

    private WellFormedText() {}

    /** The text with U+FFFD in place of each lone surrogate; the text itself if it has none. Null for null. */
    public static String of(String text) {
        int bad = text == null ? -1 : loneSurrogate(text, 0);
        if (bad < 0) {
            return text;
        }
        StringBuilder repaired = new StringBuilder(text);
        while (bad >= 0) {
            repaired.setCharAt(bad, REPLACEMENT);
            bad = loneSurrogate(repaired, bad + 1);
        }
        return repaired.toString();
    }

    /** Whether each surrogate is half of a pair. */
    public static boolean isWellFormed(String text) {
        return loneSurrogate(text, 0) < 0;
    }

    private static int loneSurrogate(CharSequence text, int from) {
        int length = text.length();
        for (int i = from; i < length; i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                boolean paired =
                        Character.isHighSurrogate(c) && i + 1 < length && Character.isLowSurrogate(text.charAt(i + 1));
                if (!paired) {
                    return i;
                }
                i++;
            }
        }
        return -1;
    }
}
