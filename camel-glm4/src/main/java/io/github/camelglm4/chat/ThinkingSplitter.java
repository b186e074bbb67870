package io.github.camelglm4.chat;

/**
 * {@link Thinking#split} for a text that comes in pieces, cut anywhere: parts each piece as far as it can be judged,
 * and holds back what may become a tag. The parts one after the other are what {@code Thinking.split} makes of the
 * whole text.
 *
 * <p>There is one exception. Where the opening tag is missing ({@code thoughts</think>answer}), only the closing tag
 * tells that it was thinking, and by then it has gone out as text. So a text that does not begin with the opening tag
 * passes unchanged, the closing tag included: no character is lost, and whoever keeps the whole text can part it with
 * {@code Thinking.split} at the end.
 *
 * <p>Not safe for use by several threads at once.
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

    /** White space at the beginning, which may come in any number of pieces. */
    private final StringBuilder leading = new StringBuilder();

    /**
     * Parts the next piece.
     *
     * @return what can be told now; its reasoning is null where the piece has no part in one, its text never null. The
     *     reasoning comes before the text. It may be empty: the opening tag has come, but nothing behind it
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

    /** Says that no piece follows; gives what was held back. */
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

    /** How many characters at the end may be the beginning of the closing tag. */
    private static int beginOfTag(String text) {
        int length = Math.min(text.length(), Thinking.CLOSE.length() - 1);
        while (!text.endsWith(Thinking.CLOSE.substring(0, length))) {
            length--;
        }
        return length;
    }
}
