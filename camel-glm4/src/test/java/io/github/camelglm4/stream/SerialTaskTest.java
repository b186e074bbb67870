package io.github.camelglm4.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A run that fails is not the last one. */
class SerialTaskTest {

    @Test
    void theNextOneHasItsTurnAfterOneThatFailed() {
        AtomicInteger count = new AtomicInteger();
        SerialTask turns = new SerialTask(() -> {
            if (count.incrementAndGet() == 1) {
                throw new IllegalStateException("the first");
            }
        });

        assertThatThrownBy(turns::request).hasMessage("the first");
        turns.request();

        assertThat(count).hasValue(2);
    }
}
