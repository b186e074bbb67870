package io.github.camelglm4.examples.offline;

import io.github.camelglm4.chat.ChatMessage;
import io.github.camelglm4.examples.offline.text.Sentences;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds the sentence of the user, earlier in the conversation, that a question refers to. */
final class Recollection {
    private Recollection() {}

    /** The sentence that shares the most words with the question; the latest one if several do. */
    static Optional<String> of(ChatRequest request) {
        String question = request.question();
        if (!Questions.isQuestion(question)) {
            return Optional.empty();
        }
        List<String> said = request.messages().stream()
                .filter(message -> message.role().equals("user"))
                .map(ChatMessage::text)
                .toList();
        Set<String> terms = Set.copyOf(Terms.of(question));
        String best = null;
        int most = 1;
        for (String message : said.subList(0, Math.max(0, said.size() - 1))) {
            for (String sentence : Sentences.of(message)) {
                int shared = shared(terms, sentence);
                if (shared >= most && !Questions.isQuestion(sentence)) {
                    best = sentence;
                    most = shared;
                }
            }
        }
        return Optional.ofNullable(best);
    }

    private static int shared(Set<String> terms, String sentence) {
        Set<String> shared = new HashSet<>(Terms.of(sentence));
        shared.retainAll(terms);
        return shared.size();
    }
}
