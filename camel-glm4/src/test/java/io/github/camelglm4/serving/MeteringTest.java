package io.github.camelglm4.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.usage.Caller;
import io.github.camelglm4.usage.UsageLimits;
import org.junit.jupiter.api.Test;

/** If nothing is limited or reported, calls are not observed. */
class MeteringTest {

    /** The request is not even looked at. */
    @Test
    void nothingIsObservedWithoutNeed() {
        assertThat(Metering.NONE.begin(ServedOperation.CHAT, null)).isSameAs(CallObserver.NONE);
        assertThat(Metering.NONE.maxTokens(Caller.UNNAMED)).isEqualTo(UsageLimits.NONE);
    }
}
