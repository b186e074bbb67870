package io.github.camelglm4.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallNoiseTest {

    /** A million of these would take hours if the work grew with the square of the number. */
    @ParameterizedTest
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    @ValueSource(strings = {" ", "<", "<|", "<|a|>", "_", ".", ":1", "lookup.", "\n<"})
    void theWorkIsLinear(String piece) {
        String written = piece.repeat(1_000_000);

        assertThat(CallNoise.name(written + "x", Set.of("lookup"))).endsWith("x");
        assertThat(CallNoise.withoutNoise("x" + written)).startsWith("x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "<|tool_call|>", "___"})
    void whatIsNoiseAloneMeansNoFunction(String written) {
        assertThat(CallNoise.name(written, Set.of("lookup", "_"))).isEqualTo(written.strip());
        assertThat(CallNoise.withoutNoise(written)).isEqualTo(written);
    }
}
