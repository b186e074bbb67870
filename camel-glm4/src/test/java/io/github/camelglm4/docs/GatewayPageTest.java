package io.github.camelglm4.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.usage.Caller;
import io.github.camelglm4.usage.CallersFile;

/** The samples of docs/gateway.md. */
class GatewayPageTest {

    @SampleOf("gateway.md#callers")
    void isAFileOfCallers(Sample.Version sample) {
        assertThat(CallersFile.read(sample.block().code()))
                .extracting(Caller::name)
                .containsExactly("alice", "reports");
    }
}
