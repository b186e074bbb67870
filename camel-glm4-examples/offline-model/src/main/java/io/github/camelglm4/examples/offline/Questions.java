package io.github.camelglm4.examples.offline;

import io.github.camelglm4.examples.offline.text.Sentences;
import java.util.regex.Pattern;

/** Recognizes questions by their last character. */
final class Questions {
    /** One sentence, because many instructions ask for one. */
    static final String NO_ANSWER = "The offline model cannot answer this question: it has no knowledge, "
            + "and only selects sentences from the text of the request.";

    private static final Pattern QUESTION = Pattern.compile("[?？]\\s*$");
    private static final int FEW_SENTENCES = 3;

    private Questions() {}

    static boolean isQuestion(String text) {
        return QUESTION.matcher(text).find();
    }

    /** Whether the summary only repeats the question of a short text. */
    static boolean isRepeated(String summary, String text) {
        return isQuestion(summary) && Sentences.of(text).size() <= FEW_SENTENCES;
    }
}
