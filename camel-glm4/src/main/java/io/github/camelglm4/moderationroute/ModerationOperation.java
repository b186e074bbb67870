package io.github.camelglm4.moderationroute;

import io.github.camelglm4.Glm4ModerationHeaders;
import io.github.camelglm4.binding.Glm4Binding;
import io.github.camelglm4.moderation.RiskLevel;
import io.github.camelglm4.operation.Operation;
import io.github.camelglm4.operation.Texts;
import io.github.camelglm4.operation.Work;
import java.util.List;
import org.apache.camel.Exchange;

/** Verdicts about texts. */
final class ModerationOperation implements Operation {

    private static final int PARALLEL_REQUESTS = 4;

    private final String model;
    private final ModerationOptions options;

    /**
     * @param model the model in the URI
     * @throws RuntimeException if an option is invalid
     */
    ModerationOperation(String model, ModerationOptions options) {
        this.model = model;
        this.options = options.copy();
        options.rejects(RiskLevel.PASS);
    }

    @Override
    public String path() {
        return "/moderations";
    }

    @Override
    public String name() {
        return "moderation";
    }

    @Override
    public int maxParallelRequests() {
        return PARALLEL_REQUESTS;
    }

    @Override
    public List<String> headers() {
        return List.of(Glm4ModerationHeaders.RISK_LEVEL, Glm4ModerationHeaders.RISK_TYPES);
    }

    @Override
    public Work<?> begin(Exchange exchange) {
        return new ModeratedTexts(Glm4Binding.model(exchange.getMessage(), model, null), Texts.of(exchange), options);
    }
}
