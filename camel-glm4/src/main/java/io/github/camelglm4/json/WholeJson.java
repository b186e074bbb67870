package io.github.camelglm4.json;

/** Checks whether bytes are one JSON object or list, from the first bracket to the last, without parsing. Pure. */
public final class WholeJson {

    private WholeJson() {}

    /** Whether the last character closes the first one, also in {@code [DONE]}; surrounding white space is ignored. */
    public static boolean isIn(byte[] bytes, int offset, int length) {
        int at = offset;
        int end = offset + length;
        while (at < end && isSpace(bytes[at])) {
            at++;
        }
        while (end > at && isSpace(bytes[end - 1])) {
            end--;
        }
        return at < end && (bytes[at] == '{' || bytes[at] == '[') && closing(bytes, at, end) == end - 1;
    }

    /** The position that closes the first bracket; the end if there is none. */
    private static int closing(byte[] bytes, int from, int end) {
        int depth = 0;
        boolean inText = false;
        for (int at = from; at < end; at++) {
            byte next = bytes[at];
            if (inText) {
                if (next == '\\') {
                    at++;
                } else {
                    inText = next != '"';
                }
            } else if (next == '"') {
                inText = true;
            } else if (next == '{' || next == '[') {
                depth++;
            } else if ((next == '}' || next == ']') && --depth == 0) {
                return at;
            }
        }
        return end;
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\t' || b == '\n' || b == '\r';
    }
}
