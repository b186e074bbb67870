package io.github.camelglm4.chat;

/**
 * Does what {@link Thinking#split} does, for a text that arrives in arbitrary pieces. Holds back the end of a piece
 * that may be the beginning of a tag. The joined results are those of {@code Thinking.split} for the complete text.
 *
 * <p>There is one exception. If the opening tag is missing ({@code thoughts</think>answer}), only the closing tag shows
 * that the text was thinking, and by then it was already returned as text. A text that does not begin with the opening
 * tag is therefore returned unchanged, including the closing tag. The caller can apply {@code Thinking.split} to the
 * complete text at the end.
 *
 * <p>Not thread-safe.
 */
public final class ThinkingSplitter {

    private enum State {
        START,
        THINKING,
        AFTER_THINKING,
        TEXT
    }

    private State state = State.START;
    private String held = "";

    /** White space at the beginning, which may arrive in several pieces. */
    private final StringBuilder leading = new StringBuilder();

    /**
     * Splits the next piece.
     *
     * @return the part that is known now: its reasoning, null if there is none, precedes its text, which is never null.
     *     The reasoning is empty if only the opening tag has arrived
     */
    public Thinking next(String piece) {
        if (state == State.TEXT) {
            return new Thinking(null, piece);
        }
        String text = held.isEmpty() ? piece : held.concat(piece);
        held = "";
        return switch (state) {
            case START -> start(text);
            case THINKING -> thinking(text);
            default -> new Thinking(null, afterThinking(text));
        };
    }

    /** Ends the text; returns what was held back. */
    public Thinking end() {
        String rest = leading + held;
        held = "";
        if (state == State.THINKING) {
            return new Thinking(rest.isEmpty() ? null : rest, "");
        }
        state = State.TEXT;
        return new Thinking(null, rest);
    }

    private Thinking start(String text) {
        String begin = text.stripLeading();
        if (begin.startsWith(Thinking.OPEN)) {
            leading.setLength(0);
            state = State.THINKING;
            return thinking(begin.substring(Thinking.OPEN.length()));
        }
        if (Thinking.OPEN.startsWith(begin)) {
            leading.append(text, 0, text.length() - begin.length());
            held = begin;
            return new Thinking(null, "");
        }
        state = State.TEXT;
        String whole = leading + text;
        leading.setLength(0);
        return new Thinking(null, whole);
    }

    private Thinking thinking(String text) {
        int close = text.indexOf(Thinking.CLOSE);
        if (close >= 0) {
            state = State.AFTER_THINKING;
            return new Thinking(
                    text.substring(0, close), afterThinking(text.substring(close + Thinking.CLOSE.length())));
        }
        int known = text.length() - beginOfTag(text);
        held = text.substring(known);
        return new Thinking(text.substring(0, known), "");
    }

    private String afterThinking(String text) {
        String answer = text.stripLeading();
        if (!answer.isEmpty()) {
            state = State.TEXT;
        }
        return answer;
    }

    /** The number of characters at the end that may be the beginning of the closing tag. */
    private static int beginOfTag(String text) {
        int length = Math.min(text.length(), Thinking.CLOSE.length() - 1);
        while (!text.endsWith(Thinking.CLOSE.substring(0, length))) {
            length--;
        }
        return length;
    }
}
