package io.github.camelglm4.sse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;

/** A copy of a decoded event, and methods that return a list of them. */
record Decoded(String type, String data) {

    private static final byte[] MARGIN = "\ndata:margin\n\n".getBytes(StandardCharsets.US_ASCII);

    static Decoded message(String data) {
        return new Decoded("message", data);
    }

    static Decoded of(SseEvent event, Charset charset) {
        return new Decoded(event.type(), new String(event.array(), event.offset(), event.length(), charset));
    }

    static List<Decoded> all(byte[] stream, SortedSet<Integer> cuts, Charset charset) {
        List<Decoded> events = new ArrayList<>();
        decode(new SseDecoder(Integer.MAX_VALUE, WholeData.NEVER), stream, cuts, charset, events);
        return events;
    }

    /** Feeds the pieces between the cuts, then finishes; the events precede a possible exception. */
    static void decode(
            SseDecoder decoder, byte[] stream, SortedSet<Integer> cuts, Charset charset, List<Decoded> events) {
        int from = 0;
        for (int cut : cuts) {
            feed(decoder, Arrays.copyOfRange(stream, from, cut), charset, events);
            from = cut;
        }
        feed(decoder, Arrays.copyOfRange(stream, from, stream.length), charset, events);
        decoder.finish();
        drain(decoder, charset, events);
        assertThat(decoder.next()).as("an event after the end").isFalse();
    }

    /** Puts the piece between margins that would give events if read, and overwrites the array when it is released. */
    static void feed(SseDecoder decoder, byte[] piece, Charset charset, List<Decoded> events) {
        byte[] array = Arrays.copyOf(MARGIN, MARGIN.length + piece.length + MARGIN.length);
        System.arraycopy(piece, 0, array, MARGIN.length, piece.length);
        System.arraycopy(MARGIN, 0, array, MARGIN.length + piece.length, MARGIN.length);
        decoder.feed(array, MARGIN.length, piece.length);
        drain(decoder, charset, events);
        assertThat(decoder.needsInput()).isTrue();
        Arrays.fill(array, (byte) '!');
    }

    private static void drain(SseDecoder decoder, Charset charset, List<Decoded> events) {
        while (decoder.next()) {
            events.add(of(decoder.event(), charset));
        }
    }
}
