package io.github.camelglm4.sse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Which methods may be called when, and who may change which array. */
class SseDemandTest {

    private final SseDecoder decoder = new SseDecoder(1 << 20, WholeData.NEVER);

    @Test
    void stopsAfterEachEventAndGoesOnWithTheRest() {
        feed("data: 1\n\ndata: 2\r\n\r\ndata: 3\n\ndata: 4");

        for (String expected : new String[] {"1", "2", "3"}) {
            assertThat(decoder.next()).isTrue();
            assertThat(decoder.event().text()).isEqualTo(expected);
            assertThat(decoder.needsInput()).isFalse();
            assertThatIllegalStateException().isThrownBy(() -> feed("data: too early\n\n"));
        }
        assertThat(decoder.next()).isFalse();
        assertThat(decoder.needsInput()).isTrue();

        feed("2\n\n");
        assertThat(decoder.next()).isTrue();
        assertThat(decoder.event().text()).isEqualTo("42");
    }

    @Test
    void finishesWhileTheConsumerIsStopped() {
        feed("data: 1\n\ndata: 2\n\ndata: 3");
        assertThat(decoder.next()).isTrue();
        decoder.finish();

        assertThat(decoder.event().text()).isEqualTo("1");
        assertThat(decoder.next()).isTrue();
        assertThat(decoder.event().text()).isEqualTo("2");
        assertThat(decoder.next()).isTrue();
        assertThat(decoder.event().text()).isEqualTo("3");
        assertThat(decoder.next()).isFalse();
        assertThat(decoder.next()).isFalse();
    }

    @Test
    void keepsAnIncompleteEventBackUntilTheEnd() {
        feed("data: 1\n\nid: test\ndata: 2\n");
        assertThat(decoder.next()).isTrue();
        assertThat(decoder.next()).isFalse();

        decoder.finish();
        assertThat(decoder.next()).isTrue();
        assertThat(decoder.event().text()).isEqualTo("2");
    }

    @Test
    void handsOutAnEventAtTheCarriageReturnThatEndsIt() {
        feed("data: 1\r\n\r");
        assertThat(decoder.next()).isTrue();
        assertThat(decoder.event().text()).isEqualTo("1");
    }

    @Test
    void takesNoInputAfterTheEnd() {
        decoder.finish();
        assertThat(decoder.needsInput()).isFalse();
        assertThatIllegalStateException().isThrownBy(() -> feed("data: 1\n\n"));
        assertThat(decoder.next()).isFalse();
        assertThatIllegalStateException().isThrownBy(() -> feed("data: 1\n\n"));
    }

    @Test
    void hasNoEventUnlessNextSaysSo() {
        assertThatIllegalStateException().isThrownBy(decoder::event);
        feed("data: 1\n\n");
        assertThatIllegalStateException().isThrownBy(decoder::event);
        assertThat(decoder.next()).isTrue();
        assertThat(decoder.next()).isFalse();
        assertThatIllegalStateException().isThrownBy(decoder::event);
    }

    @Test
    void refusesARangeOutsideTheArray() {
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> decoder.feed(new byte[4], 3, 2));
        assertThat(decoder.needsInput()).isTrue();
    }

    @Test
    void lendsDataFromThePieceWithoutACopy() {
        byte[] piece = feed("event: a\ndata: {\"a\":1}\nid: 7\n\ndata:[DONE]\r\n\r\n");

        assertThat(decoder.next()).isTrue();
        assertThat(decoder.event().array()).isSameAs(piece);
        assertThat(decoder.event().offset()).isEqualTo(15);
        assertThat(decoder.event().length()).isEqualTo(7);

        assertThat(decoder.next()).isTrue();
        assertThat(decoder.event().array()).isSameAs(piece);
        assertThat(decoder.event().text()).isEqualTo("[DONE]");
    }

    @Test
    void gathersDataOfSeveralLinesOrPiecesInABuffer() {
        byte[] piece = feed("data: 1\ndata: 2\n\ndata: 3");
        assertThat(decoder.next()).isTrue();
        assertThat(decoder.event().array()).isNotSameAs(piece);
        assertThat(decoder.event().text()).isEqualTo("1\n2");
        assertThat(decoder.next()).isFalse();

        Arrays.fill(piece, (byte) 'x');
        feed("\n\n");
        assertThat(decoder.next()).isTrue();
        assertThat(decoder.event().text()).isEqualTo("3");
    }

    @Test
    void comparesDataExactly() {
        feed("data: [DONE]\n\n");
        assertThat(decoder.next()).isTrue();
        assertThat(decoder.event().dataEquals("[DONE]".getBytes(UTF_8))).isTrue();
        assertThat(decoder.event().dataEquals("[DONE".getBytes(UTF_8))).isFalse();
        assertThat(decoder.event().dataEquals("[DONE]\n".getBytes(UTF_8))).isFalse();
        assertThat(decoder.event().dataEquals("[done]".getBytes(UTF_8))).isFalse();
    }

    private byte[] feed(String piece) {
        byte[] bytes = piece.getBytes(UTF_8);
        decoder.feed(bytes, 0, bytes.length);
        return bytes;
    }
}
