package io.github.camelglm4.examples.knowledge.answer;

/** The rule for questions. */
public final class Question {
    /** A question is embedded, checked by moderation and sent to the reranking model, which all have limits. */
    private static final int MAX_LENGTH = 1_000;

    private Question() {}

    /**
     * Returns the question without surrounding whitespace.
     *
     * @throws InvalidQuestionException if it is blank or too long
     */
    public static String of(String text) {
        String question = text == null ? "" : text.strip();
        if (question.isEmpty()) {
            throw new InvalidQuestionException("The question is blank.");
        }
        if (question.length() > MAX_LENGTH) {
            throw new InvalidQuestionException(
                    "The question has " + question.length() + " characters, but the maximum is " + MAX_LENGTH + ".");
        }
        return question;
    }
}
