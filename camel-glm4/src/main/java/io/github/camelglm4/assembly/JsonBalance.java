package io.github.camelglm4.assembly;

/**
 * Detects when JSON text that arrives in pieces has closed all brackets. Reads each character once, so that a check
 * after each of thousands of pieces is cheap.
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

    /** Whether the text is a complete object or list. */
    boolean isComplete() {
        return opened && depth <= 0 && !inString;
    }
}
