package io.github.camelglm4.moderationroute;

import io.github.camelglm4.Glm4ModerationHeaders;
import io.github.camelglm4.moderation.RiskLevel;
import io.github.camelglm4.operation.Operation;
import io.github.camelglm4.operation.OperationEndpoint;
import io.github.camelglm4.operation.Texts;
import org.apache.camel.Category;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;

/** Check texts for risks with the moderation of the GLM platform. */
@UriEndpoint(
        firstVersion = "1.0.0",
        scheme = "glm4-moderation",
        title = "GLM-4 Moderation",
        syntax = "glm4-moderation:model",
        category = {Category.AI},
        producerOnly = true,
        headersClass = Glm4ModerationHeaders.class)
public class Glm4ModerationEndpoint extends OperationEndpoint {

    @UriParam
    private final ModerationOptions moderation;

    public Glm4ModerationEndpoint(String uri, Glm4ModerationComponent component) {
        super(uri, component);
        moderation = component.getModeration().copy();
    }

    @Override
    protected Operation operation() {
        RiskLevel rejectAt = moderation.rejectLevel();
        return new Operation(
                "/moderations",
                "moderation",
                Operation.PARALLEL_REQUESTS,
                exchange -> new ModeratedTexts(Texts.of(exchange), rejectAt));
    }

    public ModerationOptions getModeration() {
        return moderation;
    }
}
