package io.github.camelglm4.examples.knowledge.answer;

/** The question is not allowed. The message is for the caller. */
public final class InvalidQuestionException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    InvalidQuestionException(String message) {
        super(message);
    }
}
