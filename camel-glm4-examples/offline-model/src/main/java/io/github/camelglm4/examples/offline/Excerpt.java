package io.github.camelglm4.examples.offline;

import io.github.camelglm4.examples.offline.text.Overlap;
import io.github.camelglm4.examples.offline.text.Sentences;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Answers a question after numbered passages, as applications with retrieval send it: the sentence of the passages that
 * shares the most with the question, and the number of its passage. A passage begins with its number, such as
 * {@code [1]}, at the start of a line. The question is the last paragraph.
 */
final class Excerpt {
    static final String NOTHING_FOUND = "The passages do not answer the question.";

    private static final Pattern NUMBER = Pattern.compile("^\\[(\\d{1,4})] ", Pattern.MULTILINE);
    private static final String BLANK_LINE = "\n\n";
    private static final Pattern ENDED = Pattern.compile("[.!?…。！？]$");

    private final Overlap question;
    private String best = "";
    private String number = "";
    private double most;

    private Excerpt(String question) {
        this.question = new Overlap(question);
    }

    /** Empty if the text has no passages, or does not end with a question. */
    static Optional<String> of(String text) {
        int end = text.stripTrailing().lastIndexOf(BLANK_LINE);
        if (!Questions.isQuestion(text) || end < 0) {
            return Optional.empty();
        }
        Matcher start = NUMBER.matcher(text).region(0, end);
        Excerpt excerpt = new Excerpt(text.substring(end));
        int begin = -1;
        String name = "";
        while (start.find()) {
            excerpt.read(name, begin < 0 ? "" : text.substring(begin, start.start()));
            begin = start.end();
            name = start.group(1);
        }
        if (begin < 0) {
            return Optional.empty();
        }
        excerpt.read(name, text.substring(begin, end));
        return Optional.of(excerpt.most == 0 ? NOTHING_FOUND : excerpt.best + " [" + excerpt.number + "]");
    }

    /** Headings, which have no punctuation mark at their end, are not answers. */
    private void read(String passage, String text) {
        for (String sentence : Sentences.of(text)) {
            double shared = ENDED.matcher(sentence).find() ? question.with(sentence) : 0;
            if (shared > most) {
                most = shared;
                best = sentence;
                number = passage;
            }
        }
    }
}
