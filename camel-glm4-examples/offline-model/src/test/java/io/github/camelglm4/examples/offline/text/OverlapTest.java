package io.github.camelglm4.examples.offline.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class OverlapTest {
    @Test
    void isOneForASentenceWithTheWholeQueryAndZeroForNothingInCommon() {
        assertThat(new Overlap("harbor closed").with("The weather is bad. The harbor was closed at noon."))
                .isCloseTo(1, within(1e-6));
        assertThat(new Overlap("harbor closed").with("发票")).isZero();
        assertThat(new Overlap("?!").with("?!")).isZero();
    }

    @Test
    void wordsInOneSentenceCountMoreThanWordsFarFromEachOther() {
        Overlap overlap = new Overlap("harbor closed");

        assertThat(overlap.with("Harbor tours start daily. The road is closed."))
                .isLessThan(overlap.with("Tours start daily. The harbor is closed."));
    }

    @Test
    void aLongDocumentIsNotWorse() {
        Overlap overlap = new Overlap("保修期多久");

        assertThat(overlap.with("保修期两年。" + "本店营业时间为上午。".repeat(50))).isEqualTo(overlap.with("保修期两年。"));
    }
}
