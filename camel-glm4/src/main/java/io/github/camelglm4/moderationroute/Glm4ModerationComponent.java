package io.github.camelglm4.moderationroute;

import io.github.camelglm4.operation.OperationComponent;
import io.github.camelglm4.operation.OperationEndpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;

/** Creates {@code glm4-moderation:} endpoints, which use the client of the component {@code glm4}. */
@Component("glm4-moderation")
@Metadata(excludeProperties = "moderation")
public class Glm4ModerationComponent extends OperationComponent {

    @Metadata
    private ModerationOptions moderation = new ModerationOptions();

    public Glm4ModerationComponent() {
        super("moderation");
    }

    @Override
    protected OperationEndpoint endpoint(String uri) {
        return new Glm4ModerationEndpoint(uri, this);
    }

    public ModerationOptions getModeration() {
        return moderation;
    }

    public void setModeration(ModerationOptions moderation) {
        this.moderation = moderation;
    }
}
