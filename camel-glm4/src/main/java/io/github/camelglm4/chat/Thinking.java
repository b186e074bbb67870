package io.github.camelglm4.chat;

/**
 * The thinking part that some servers leave in the text, between {@code <think>} and {@code </think>}; the opening tag
 * may be missing, because chat templates put it into the prompt. Pure.
 *
 * @param reasoning the thinking part, or null if there is none
 * @param text the text without it
 */
public record Thinking(String reasoning, String text) {

    public static final String OPEN = "<think>";
    public static final String CLOSE = "</think>";

    /** Returns the answer with the thinking part of its text moved to {@code reasoning_content}. */
    public static ChatCompletion strip(ChatCompletion completion) {
        Thinking parts = split(completion.text());
        return parts.reasoning() == null
                ? completion
                : completion.withMessage(completion.message().withThinking(parts.reasoning(), parts.text()));
    }

    /** Splits a complete text. */
    public static Thinking split(String text) {
        int close = text.indexOf(CLOSE);
        int open = text.indexOf(OPEN);
        boolean opensFirst = open >= 0 && text.substring(0, open).isBlank();
        if (close < 0) {
            return opensFirst ? new Thinking(text.substring(open + OPEN.length()), "") : new Thinking(null, text);
        }
        if (open >= 0 && !opensFirst) {
            return new Thinking(null, text);
        }
        String reasoning = text.substring(open < 0 ? 0 : open + OPEN.length(), close);
        return new Thinking(reasoning, text.substring(close + CLOSE.length()).stripLeading());
    }
}
