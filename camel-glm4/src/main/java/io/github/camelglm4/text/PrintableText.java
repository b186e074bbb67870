package io.github.camelglm4.text;

/**
 * Converts text of a service, a model or a caller so that it fits in one line of a log, an exception message, a
 * console, a header or a tag of a meter. Without state.
 *
 * <p>White space of any length, including all line ends, becomes one space. Other control and format characters (escape
 * sequences, bidirectional controls) and lone surrogates become U+FFFD: removing them could join the two halves of a
 * secret after masking. Joiners are kept, because scripts and emoji need them. Secrets must be masked before text is
 * clipped: {@code Secrets.show} in the client does both.
 */
public final class PrintableText {

    /** Maximum length of a name: of a model, a tool, a code, an id, a finish reason. */
    public static final int NAME = 200;

    /** Maximum length of a sentence. */
    public static final int SENTENCE = 450;

    private static final char REPLACEMENT = '\uFFFD';
    private static final String MORE = "...";
    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    private PrintableText() {}

    /** {@link #clip} with the maximum length of a name. */
    public static String name(String text) {
        return clip(text, NAME);
    }

    /** {@link #clip} with the maximum length of a sentence. */
    public static String sentence(String text) {
        return clip(text, SENTENCE);
    }

    /**
     * Returns one printable line.
     *
     * @param text may be null, and of any length: only the shown part is read
     * @param limit maximum number of characters (UTF-16 units); three dots follow if the text was longer
     * @return the text itself if it does not need to change; null for null
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

    /** True for almost all text, which then is read once and not copied. */
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
