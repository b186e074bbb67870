package io.github.camelglm4.batchroute;

import io.github.camelglm4.management.ServiceSpanDecorator;

/**
 * Camel's own spans of exchanges with {@code glm4-batch:} endpoints. Files and batches have no operation in
 * OpenTelemetry's conventions.
 */
public final class Glm4BatchSpanDecorator extends ServiceSpanDecorator {

    public Glm4BatchSpanDecorator() {
        super("glm4-batch", Glm4BatchComponent.class, null);
    }
}
