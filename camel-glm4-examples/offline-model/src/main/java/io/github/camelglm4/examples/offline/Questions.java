package io.github.camelglm4.examples.offline;

import java.util.regex.Pattern;

/** Tells questions from statements, by their last character. */
final class Questions {
    /** One sentence, because many instructions want one. */
    static final String NO_ANSWER = "Your question has arrived, but this offline model has no knowledge: "
            + "it only picks sentences from the texts that it gets.";

    private static final Pattern QUESTION = Pattern.compile("[?？]\\s*$");
    private static final int FEW_SENTENCES = 3;

    private Questions() {}

    static boolean isQuestion(String text) {
        return QUESTION.matcher(text).find();
    }

    /** Whether the summary only repeats what a short text asks. */
    static boolean isRepeated(String summary, String text) {
        return isQuestion(summary) && Sentences.of(text).size() <= FEW_SENTENCES;
    }
}
