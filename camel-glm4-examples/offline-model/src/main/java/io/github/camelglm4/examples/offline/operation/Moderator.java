package io.github.camelglm4.examples.offline.operation;

import io.github.camelglm4.examples.offline.text.BlockedMarker;
import io.github.camelglm4.examples.offline.text.WordLists;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Finds risks by words: those of {@code review.json} need a human, those of {@code reject.json} are not allowed, nor is
 * a text that is marked as blocked. Each file lists the words of each type of risk.
 */
final class Moderator {
    private static final String BLOCKED = "blocked";

    private final WordLists review = new WordLists(Moderator.class, "review.json");
    private final WordLists reject = new WordLists(Moderator.class, "reject.json");

    Verdict verdict(String text) {
        List<String> rejected = rejected(text);
        List<String> reviewed = risks(review, text);
        RiskLevel level =
                !rejected.isEmpty() ? RiskLevel.REJECT : reviewed.isEmpty() ? RiskLevel.PASS : RiskLevel.REVIEW;
        return new Verdict(
                "text",
                level,
                Stream.concat(rejected.stream(), reviewed.stream()).toList());
    }

    private List<String> rejected(String text) {
        return BlockedMarker.isIn(text) ? List.of(BLOCKED) : risks(reject, text);
    }

    private static List<String> risks(WordLists lists, String text) {
        return lists.lists().entrySet().stream()
                .filter(type -> type.getValue().stream()
                        .anyMatch(word -> word.matcher(text).find()))
                .map(Map.Entry::getKey)
                .toList();
    }
}
