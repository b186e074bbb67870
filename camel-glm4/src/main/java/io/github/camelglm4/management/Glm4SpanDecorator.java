package io.github.camelglm4.management;

import io.github.camelglm4.Glm4Component;
import io.github.camelglm4.telemetry.GenAi;

/** Camel's own spans of exchanges with {@code glm4:} endpoints. */
public final class Glm4SpanDecorator extends ServiceSpanDecorator {

    public Glm4SpanDecorator() {
        super("glm4", Glm4Component.class, GenAi.CHAT);
    }
}
