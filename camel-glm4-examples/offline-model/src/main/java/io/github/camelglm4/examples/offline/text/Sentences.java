package io.github.camelglm4.examples.offline.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Splits a text into sentences, in Chinese, Japanese and Western scripts. */
public final class Sentences {
    /** A long line before a line that starts with a letter is wrapped text. Other line breaks end a sentence. */
    private static final Pattern WRAPPED = Pattern.compile("(?<=[^\\n]{40})(?<![.!?:。！？：])\\n(?=\\p{L})");

    private static final Pattern END = Pattern.compile(
            // a punctuation mark, optionally a closing quote or bracket, and whitespace
            "(?<=[.!?…][\"'“”’«»)\\]]{0,2})\\s+"
                    // full-width punctuation marks without whitespace
                    + "|(?<=[。！？])(?![。！？”’」』）])"
                    + "|(?<=[。！？][”’」』）])"
                    + "|\\n");

    /** Abbreviations and ordinals whose dot does not end a sentence: "Dr.", "No.", "z. B.", "12. März". */
    private static final Pattern GOES_ON = Pattern.compile(
            "(?:^|.*[\\s(])(?:\\p{L}|\\d{1,2}|Abs|Art|bzw|ca|Dr|Frau|Hr|Inc|Ltd|Mme|Mr|Mrs|Ms|No|Nr|Prof"
                    + "|Sr|Sra|St|Str|Tel|vs|z\\. ?B)\\.",
            Pattern.DOTALL);

    private Sentences() {}

    public static List<String> of(String text) {
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

    /** Adds the sentence if it contains a letter: horizontal rules, bullets and blank lines do not. */
    private static void add(List<String> sentences, StringBuilder sentence) {
        if (sentence.codePoints().anyMatch(Character::isLetter)) {
            sentences.add(sentence.toString());
        }
        sentence.setLength(0);
    }
}
