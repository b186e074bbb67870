package io.github.camelglm4.examples.offline;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The sentences of a text, word for word, in Chinese, Japanese and Western writing. */
final class Sentences {
    /** A long line that goes on with a letter on the next one is wrapped prose; other line breaks end a sentence. */
    private static final Pattern WRAPPED = Pattern.compile("(?<=[^\\n]{40})(?<![.!?:。！？：])\\n(?=\\p{L})");

    private static final Pattern END = Pattern.compile(
            // a mark, perhaps a quote or bracket that closes, and space
            "(?<=[.!?…][\"'“”’«»)\\]]{0,2})\\s+"
                    // full-width marks need no space
                    + "|(?<=[。！？])(?![。！？”’」』）])"
                    + "|(?<=[。！？][”’」』）])"
                    + "|\\n");

    /** "Dr.", "No.", "z. B." and "12. März" go on after their dot. */
    private static final Pattern GOES_ON = Pattern.compile(
            "(?:^|.*[\\s(])(?:\\p{L}|\\d{1,2}|Abs|Art|bzw|ca|Dr|Frau|Hr|Inc|Ltd|Mme|Mr|Mrs|Ms|No|Nr|Prof|Sr|Sra|St|Str|Tel|vs|z\\. ?B)\\.",
            Pattern.DOTALL);

    private Sentences() {}

    static List<String> of(String text) {
        String lines = text.replace("\r\n", "\n").replace('\r', '\n');
        List<String> sentences = new ArrayList<>();
        StringBuilder sentence = new StringBuilder();
        for (String part : END.split(WRAPPED.matcher(lines).replaceAll(" "))) {
            sentence.append(sentence.isEmpty() ? "" : " ").append(part.strip());
            if (!GOES_ON.matcher(sentence).matches()) {
                add(sentences, sentence);
            }
        }
        add(sentences, sentence);
        return sentences;
    }

    /** Rules, bullets and empty lines are no sentences. */
    private static void add(List<String> sentences, StringBuilder sentence) {
        if (sentence.codePoints().anyMatch(Character::isLetter)) {
            sentences.add(sentence.toString());
        }
        sentence.setLength(0);
    }
}
