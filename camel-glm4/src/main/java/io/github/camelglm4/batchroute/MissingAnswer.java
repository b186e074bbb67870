package io.github.camelglm4.batchroute;

import io.github.camelglm4.batch.Batch;
import io.github.camelglm4.error.BatchFinding;
import io.github.camelglm4.error.Glm4BatchException;
import io.github.camelglm4.text.PrintableText;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The exception of a request without an answer, although its batch has ended. Stateless. */
final class MissingAnswer {

    private static final int MOST_SHOWN = 3;

    private MissingAnswer() {}

    /** @param line the number of the request in the input file, from 1 */
    static Glm4BatchException of(Batch batch, long line) {
        List<BatchFinding> own = findings(batch, line);
        List<BatchFinding> shown = own.isEmpty() ? batch.findings() : own;
        String reason = switch (batch.status()) {
            case FAILED ->
                own.isEmpty()
                        ? " failed, so this request was not answered"
                        : " failed, because the service rejected this request";
            case EXPIRED -> " expired before this request was answered";
            case CANCELED -> " was canceled before this request was answered";
            default -> " is completed, but has no readable result for this request";
        };
        return new Glm4BatchException(
                "batch " + PrintableText.name(batch.id()) + reason + described(shown),
                own.isEmpty() ? findings(batch, null) : own);
    }

    private static List<BatchFinding> findings(Batch batch, Long line) {
        return batch.findings().stream()
                .filter(finding -> Objects.equals(finding.line(), line))
                .toList();
    }

    private static String described(List<BatchFinding> findings) {
        if (findings.isEmpty()) {
            return "";
        }
        int more = findings.size() - MOST_SHOWN;
        return findings.stream()
                .limit(MOST_SHOWN)
                .map(MissingAnswer::described)
                .collect(Collectors.joining("; ", ": ", more > 0 ? "; and " + more + " more findings" : ""));
    }

    private static String described(BatchFinding finding) {
        return Stream.of(
                        finding.line() == null ? null : "line " + finding.line(),
                        finding.code() == null ? null : "code " + finding.code(),
                        finding.param(),
                        finding.message())
                .filter(Objects::nonNull)
                .collect(Collectors.joining(", "));
    }
}
