package io.github.camelglm4.moderationroute;

import io.github.camelglm4.moderation.RiskLevel;
import io.github.camelglm4.options.Check;
import io.github.camelglm4.options.CopiedOptions;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/** Options of moderation. */
@UriParams
public class ModerationOptions extends CopiedOptions<ModerationOptions> {

    private static final String NONE = "none";

    @UriParam(label = "producer", defaultValue = NONE, enums = "none,REJECT,REVIEW")
    private String rejectAt = NONE;

    /** Returns the level of {@code rejectAt}; null for none. @throws RuntimeException if the option is invalid */
    RiskLevel rejectLevel() {
        Check.oneOf("rejectAt", rejectAt, NONE, "REJECT", "REVIEW");
        return rejectAt == null || NONE.equals(rejectAt) ? null : RiskLevel.valueOf(rejectAt);
    }

    public String getRejectAt() {
        return rejectAt;
    }

    /**
     * The risk level from which the exchange fails with Glm4ContentFilterException: REJECT, or REVIEW for both REVIEW
     * and REJECT. With none, the level is only in the header CamelGlm4RiskLevel.
     */
    public void setRejectAt(String rejectAt) {
        this.rejectAt = rejectAt;
    }
}
