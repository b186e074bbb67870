package io.github.camelglm4.moderationroute;

import io.github.camelglm4.Glm4ModerationHeaders;
import io.github.camelglm4.error.FailureDetails;
import io.github.camelglm4.error.Glm4ContentFilterException;
import io.github.camelglm4.moderation.RiskLevel;
import io.github.camelglm4.moderation.Verdict;
import io.github.camelglm4.operation.ExchangeRequests;
import io.github.camelglm4.operation.OperationRequest;
import io.github.camelglm4.operation.Texts;
import io.github.camelglm4.text.WholeCharacters;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.apache.camel.Message;

/** The verdict about the texts of a body, which stays as it is. Each piece of a text is a request. */
final class ModeratedTexts implements ExchangeRequests<Verdict> {

    /** The longest text of a request, in UTF-16 units. Source: API reference of the GLM platform. */
    private static final int LONGEST_TEXT = 2_000;

    /** The service must see words at the end of a piece as a whole: they are also at the beginning of the next one. */
    private static final int OVERLAP = 100;

    private final Texts texts;
    private final RiskLevel rejectAt;
    private final Queue<String> pieces = new ArrayDeque<>();

    /** @param rejectAt the level from which the exchange fails; null for none */
    ModeratedTexts(Texts texts, RiskLevel rejectAt) {
        this.texts = texts;
        this.rejectAt = rejectAt;
    }

    @Override
    public OperationRequest<Verdict> next() {
        if (pieces.isEmpty() && texts.hasNext()) {
            pieces.addAll(WholeCharacters.pieces(texts.next(), LONGEST_TEXT, OVERLAP));
            // the service refuses text that is blank
            pieces.removeIf(String::isBlank);
        }
        String piece = pieces.poll();
        return piece == null ? null : new OperationRequest<>(Map.of("input", piece), Verdict::of);
    }

    @Override
    public void answer(Message message, List<Verdict> verdicts, FailureDetails details) {
        Verdict worst = Verdict.worst(verdicts);
        if (rejectAt != null && worst.level().compareTo(rejectAt) >= 0) {
            String types = worst.types().isEmpty() ? "" : " (" + String.join(", ", worst.types()) + ")";
            throw new Glm4ContentFilterException(
                    "moderation returned " + worst.level() + types + ", and rejectAt is " + rejectAt, null, details);
        }
        message.setHeader(Glm4ModerationHeaders.RISK_LEVEL, worst.level().name());
        message.setHeader(Glm4ModerationHeaders.RISK_TYPES, worst.types());
    }
}
