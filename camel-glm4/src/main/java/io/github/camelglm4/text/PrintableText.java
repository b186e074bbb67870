package io.github.camelglm4.text;

/**
 * Makes text that a service, a model or a caller wrote fit for one line of a log, an exception message, a console, a
 * header or a meter's tag. Pure.
 *
 * <p>White space of any length, line ends of every kind included, becomes one space. Other control and format
 * characters (escape sequences, bidirectional controls) and lone surrogates become U+FFFD: to remove them could join
 * the two halves of something that was masked. Joiners stay, because scripts and emoji need them. Secrets must be
 * masked before text is clipped: {@code Secrets.show} in the client does both.
 */
public final class PrintableText {

    /** Characters of a name: of a model, a tool, a code, an id, a finish reason. */
    public static final int NAME = 200;

    /** Characters of a sentence. */
    public static final int SENTENCE = 450;

    private static final char REPLACEMENT = '\uFFFD';
    private static final String MORE = "...";
    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    private PrintableText() {}

    /** {@link #clip} with the usual length of a name. */
    public static String name(String text) {
        return clip(text, NAME);
    }

    /** {@link #clip} with the usual length of a sentence. */
    public static String sentence(String text) {
        return clip(text, SENTENCE);
    }

    /**
     * One printable line.
     *
     * @param text may be null, and of any length: no more of it is read than is shown
     * @param limit characters (UTF-16 units) that are kept at most; an ellipsis of three dots follows where more came
     * @return the text itself if nothing has to change; null for null
     */
    public static String clip(String text, int limit) {
        if (text == null || isPlain(text, limit)) {
            return text;
        }
        StringBuilder line = new StringBuilder(Math.min(text.length(), limit) + MORE.length());
        boolean space = false;
        int at = 0;
        while (at < text.length()) {
            int character = text.codePointAt(at);
            at += Character.charCount(character);
            if (isSpace(character)) {
                space = !line.isEmpty();
                continue;
            }
            int shown = isHidden(character) ? REPLACEMENT : character;
            if (line.length() + (space ? 1 : 0) + Character.charCount(shown) > limit) {
                return line.append(MORE).toString();
            }
            if (space) {
                line.append(' ');
                space = false;
            }
            line.appendCodePoint(shown);
        }
        return line.toString();
    }

    /** Almost all text is; it takes one look and no copy. */
    private static boolean isPlain(String text, int limit) {
        if (text.length() > limit) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~') {
                return false;
            }
            if (c == ' ' && (i == 0 || i == text.length() - 1 || text.charAt(i - 1) == ' ')) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSpace(int character) {
        return character <= ' ' && Character.isWhitespace(character)
                || character == 0x85
                || Character.isSpaceChar(character);
    }

    private static boolean isHidden(int character) {
        int type = Character.getType(character);
        return type == Character.CONTROL
                || type == Character.SURROGATE
                || type == Character.FORMAT && character != ZERO_WIDTH_JOINER && character != ZERO_WIDTH_NON_JOINER;
    }
}
