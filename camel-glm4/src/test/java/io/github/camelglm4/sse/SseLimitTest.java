package io.github.camelglm4.sse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SseLimitTest {

    private static final int LIMIT = 1000;

    private final SseDecoder decoder = new SseDecoder(LIMIT, WholeData.NEVER);

    @Test
    void takesAnEventOfExactlyTheLimit() {
        assertThat(feed("event: ten bytes.\ndata: " + "x".repeat(LIMIT - 10) + "\n\n"))
                .isTrue();
        assertThat(decoder.event().length()).isEqualTo(LIMIT - 10);
    }

    @Test
    void countsEveryEventAnew() {
        String event = "event: a\ndata: " + "x".repeat(LIMIT - 1) + "\n\n";
        assertThat(feed(event + event)).isTrue();
        assertThat(decoder.next()).isTrue();
    }

    @Test
    void refusesOneByteMore() {
        assertTooLarge("data: " + "x".repeat(LIMIT + 1) + "\n\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"data: %s\nevent: ab\n\n", "event: ab\ndata: %s\n\n"})
    void countsTypeAndDataTogether(String event) {
        assertTooLarge(String.format(event, "x".repeat(LIMIT - 1)));
    }

    @Test
    void countsTheJoiningLineFeeds() {
        assertTooLarge("data\n".repeat(LIMIT + 2));
    }

    @Test
    void buffersNoMoreThanTheLimit() {
        assertThat(feed("data: ")).isFalse();
        for (int size = 0; size < LIMIT; size += 10) {
            assertThat(feed("0123456789")).isFalse();
        }
        assertThat(feed("\n\n")).isTrue();
        assertThat(decoder.event().length()).isEqualTo(LIMIT);
        assertThat(decoder.event().array()).hasSizeLessThanOrEqualTo(LIMIT);
    }

    @Test
    void refusesAnEndlessLineAtTheLimitAndNotLater() {
        assertThat(feed("data: " + "x".repeat(LIMIT - 1))).isFalse();
        assertThat(feed("x")).isFalse();
        assertTooLarge("x");
    }

    @ParameterizedTest
    @ValueSource(strings = {": ", "id: ", "nameWithoutEnd"})
    void readsOverEndlessOtherLines(String start) {
        assertThat(feed(start)).isFalse();
        for (int i = 0; i < 100; i++) {
            assertThat(feed("x".repeat(LIMIT))).isFalse();
        }
        assertThat(feed("\ndata: 1\n\n")).isTrue();
        assertThat(decoder.event().text()).isEqualTo("1");
    }

    @Test
    void deliversWhatCameBefore() {
        assertThat(feed("data: 1\n\ndata: " + "x".repeat(LIMIT + 1))).isTrue();
        assertThat(decoder.event().text()).isEqualTo("1");
        assertThatExceptionOfType(SseTooLargeException.class).isThrownBy(decoder::next);
    }

    @Test
    void isOfNoUseAfterwards() {
        assertTooLarge("data: " + "x".repeat(LIMIT + 1) + "\n\ndata: 1\n\n");
        assertThatExceptionOfType(SseTooLargeException.class).isThrownBy(decoder::next);
        assertThatIllegalStateException().isThrownBy(decoder::event);
        assertThatIllegalStateException().isThrownBy(() -> feed("data: 1\n\n"));
        decoder.finish();
        assertThatExceptionOfType(SseTooLargeException.class).isThrownBy(decoder::next);
    }

    @Test
    void refusesALimitBelowOne() {
        assertThatIllegalArgumentException().isThrownBy(() -> new SseDecoder(0, WholeData.NEVER));
    }

    private void assertTooLarge(String piece) {
        assertThatExceptionOfType(SseTooLargeException.class)
                .isThrownBy(() -> feed(piece))
                .satisfies(e -> assertThat(e.limit()).isEqualTo(LIMIT))
                .withMessageContaining("1000 bytes");
    }

    private boolean feed(String piece) {
        byte[] bytes = piece.getBytes(UTF_8);
        decoder.feed(bytes, 0, bytes.length);
        return decoder.next();
    }
}
