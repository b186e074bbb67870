package io.github.camelglm4.examples.offline;

import io.github.camelglm4.examples.offline.text.Sentences;
import io.github.camelglm4.examples.offline.text.Tokens;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Summarizes a text by extraction: selects the sentences with the most frequent words, in the order of the text. */
final class Summarizer {
    private static final int MOST_SENTENCES = 3;
    private static final int LONGEST_SENTENCE = 300;
    private static final int SHORT_SENTENCE = 5;

    private static final Pattern ENDED = Pattern.compile("[.!?…。！？][^\\p{L}\\p{N}]*$");

    String summarize(String text) {
        List<String> all = Sentences.of(text);
        List<String> sentences = withoutHeadings(all);
        if (sentences.isEmpty()) {
            return clip(text.strip());
        }
        Map<String, Long> frequencies = all.stream()
                .flatMap(sentence -> Terms.of(sentence).stream())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        double[] scores = sentences.stream()
                .mapToDouble(sentence -> score(sentence, frequencies))
                .toArray();
        return IntStream.range(0, sentences.size())
                .boxed()
                .sorted(Comparator.comparingDouble((Integer index) -> -scores[index]))
                .limit(wanted(sentences.size()))
                .sorted()
                .map(index -> clip(sentences.get(index)))
                .reduce(Summarizer::join)
                .orElseThrow();
    }

    /** Titles, greetings and signatures end without a punctuation mark. In a log, all lines do, so all are used. */
    private static List<String> withoutHeadings(List<String> sentences) {
        List<String> ended = sentences.stream()
                .filter(sentence -> ENDED.matcher(sentence).find())
                .toList();
        return ended.size() * 2 >= sentences.size() ? ended : sentences;
    }

    /** A quarter of the sentences, but at least one and at most three. */
    private static int wanted(int sentences) {
        return Math.max(1, Math.min(MOST_SENTENCES, sentences / 4));
    }

    /** Divided by the square root of the length, so that neither long nor short sentences have an advantage. */
    private static double score(String sentence, Map<String, Long> frequencies) {
        List<String> terms = Terms.of(sentence);
        long repeated = terms.stream()
                .distinct()
                .mapToLong(term -> frequencies.get(term) - 1)
                .sum();
        return repeated / Math.sqrt(terms.size() + SHORT_SENTENCE);
    }

    /** Limits the length of a sentence: a page without a full stop is one sentence. */
    private static String clip(String sentence) {
        if (sentence.codePointCount(0, sentence.length()) <= LONGEST_SENTENCE) {
            return sentence;
        }
        return sentence.substring(0, sentence.offsetByCodePoints(0, LONGEST_SENTENCE))
                        .strip() + "…";
    }

    private static String join(String before, String after) {
        return before + (Tokens.isCjk(before.codePointBefore(before.length())) ? "" : " ") + after;
    }
}
