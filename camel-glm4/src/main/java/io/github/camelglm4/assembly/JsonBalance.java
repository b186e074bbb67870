package io.github.camelglm4.assembly;

/**
 * Tells when JSON text that comes in pieces has closed everything it opened. Looks at each character once, so that
 * asking after each of thousands of pieces costs nothing.
 */
final class JsonBalance {

    private int depth;
    private boolean opened;
    private boolean inString;
    private boolean escaped;

    void add(String piece) {
        for (int i = 0; i < piece.length(); i++) {
            add(piece.charAt(i));
        }
    }

    private void add(char c) {
        if (escaped) {
            escaped = false;
        } else if (inString) {
            escaped = c == '\\';
            inString = c != '"';
        } else if (c == '"') {
            inString = true;
        } else if (c == '{' || c == '[') {
            depth++;
            opened = true;
        } else if (c == '}' || c == ']') {
            depth--;
        }
    }

    /** Whether it is an object or list that has ended. */
    boolean isComplete() {
        return opened && depth <= 0 && !inString;
    }
}
