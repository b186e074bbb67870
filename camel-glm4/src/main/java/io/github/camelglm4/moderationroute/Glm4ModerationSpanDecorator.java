package io.github.camelglm4.moderationroute;

import io.github.camelglm4.management.ServiceSpanDecorator;

/** Camel's own spans of exchanges with {@code glm4-moderation:} endpoints. */
public final class Glm4ModerationSpanDecorator extends ServiceSpanDecorator {

    public Glm4ModerationSpanDecorator() {
        super("glm4-moderation", Glm4ModerationComponent.class, "moderation");
    }
}
