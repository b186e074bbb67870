package io.github.camelglm4.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** The sum of the tokens of several calls. */
class UsageTest {

    @Test
    void everyCountIsAdded() {
        Usage one = Usage.of(Map.of(
                "prompt_tokens",
                10,
                "completion_tokens",
                4,
                "total_tokens",
                14,
                "prompt_tokens_details",
                Map.of("cached_tokens", 6)));
        Usage other = Usage.of(Map.of(
                "prompt_tokens",
                30,
                "completion_tokens",
                2,
                "total_tokens",
                32,
                "prompt_tokens_details",
                Map.of("cached_tokens", 20),
                "completion_tokens_details",
                Map.of("reasoning_tokens", 1),
                "tier",
                "free"));

        Usage sum = Usage.sum(one, other);

        assertThat(sum.promptTokens()).isEqualTo(40);
        assertThat(sum.completionTokens()).isEqualTo(6);
        assertThat(sum.totalTokens()).isEqualTo(46);
        assertThat(sum.cachedTokens()).isEqualTo(26);
        assertThat(sum.reasoningTokens()).isEqualTo(1);
        assertThat(sum.others()).containsEntry("tier", "free");
    }

    @Test
    void whatIsNotReportedCostsNothing() {
        Usage reported = new Usage(3, 4);

        assertThat(Usage.sum(null, reported)).isEqualTo(reported);
        assertThat(Usage.sum(reported, null)).isEqualTo(reported);
        assertThat(Usage.sum(null, null)).isNull();
        assertThat(Usage.sum(new Usage(null, 1L, null, Map.of()), reported).promptTokens())
                .isEqualTo(3);
        assertThat(Usage.sum(new Usage(null, 1L, null, Map.of()), new Usage(null, 2L, null, Map.of()))
                        .promptTokens())
                .isNull();
    }
}
