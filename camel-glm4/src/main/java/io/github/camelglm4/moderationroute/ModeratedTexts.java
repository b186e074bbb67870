package io.github.camelglm4.moderationroute;

import io.github.camelglm4.Glm4ModerationHeaders;
import io.github.camelglm4.error.Glm4ContentFilterException;
import io.github.camelglm4.moderation.Pieces;
import io.github.camelglm4.moderation.Verdict;
import io.github.camelglm4.operation.Part;
import io.github.camelglm4.operation.Texts;
import io.github.camelglm4.operation.Work;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.apache.camel.Message;

/** The verdict about the texts of a body, which stays as it is. Each piece of a text is a request. */
final class ModeratedTexts implements Work<Verdict> {

    private final String model;
    private final Texts texts;
    private final ModerationOptions options;
    private final Queue<String> pieces = new ArrayDeque<>();

    ModeratedTexts(String model, Texts texts, ModerationOptions options) {
        this.model = model;
        this.texts = texts;
        this.options = options;
    }

    @Override
    public String model() {
        return model;
    }

    @Override
    public Part<Verdict> next() {
        if (pieces.isEmpty() && texts.hasNext()) {
            pieces.addAll(Pieces.of(texts.next()));
        }
        String piece = pieces.poll();
        if (piece == null) {
            return null;
        }
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("model", model);
        request.put("input", piece);
        return new Part<>(request, answer -> Verdict.of(answer, 1));
    }

    @Override
    public void answer(Message message, List<Verdict> verdicts) {
        Verdict worst = Verdict.worst(verdicts);
        if (options.rejects(worst.level())) {
            throw new Glm4ContentFilterException("moderation returned " + worst.level()
                    + (worst.types().isEmpty() ? "" : " (" + String.join(", ", worst.types()) + ")")
                    + ", and rejectAt is " + options.getRejectAt());
        }
        message.setHeader(Glm4ModerationHeaders.RISK_LEVEL, worst.level().name());
        message.setHeader(Glm4ModerationHeaders.RISK_TYPES, worst.types());
        texts.rewind(message);
    }

    @Override
    public void failed(Message message) {
        texts.rewind(message);
    }
}
