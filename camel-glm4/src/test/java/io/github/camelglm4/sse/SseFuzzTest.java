package io.github.camelglm4.sse;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

/** Any bytes, cut anywhere, give the events of the rules, or are too large. */
class SseFuzzTest {

    private static final int LIMIT = 64;
    private static final int CUTS = 6;

    @FuzzTest(maxDuration = "5m")
    void agreesWithTheRules(byte[] stream) {
        ReferenceDecoder reference = new ReferenceDecoder(ISO_8859_1, LIMIT).decode(stream);

        List<Decoded> events = new ArrayList<>();
        boolean tooLarge = false;
        try {
            Decoded.decode(new SseDecoder(LIMIT, WholeData.NEVER), stream, cuts(stream), ISO_8859_1, events);
        } catch (SseTooLargeException expected) {
            tooLarge = true;
        }

        assertThat(events).isEqualTo(reference.events);
        assertThat(tooLarge).isEqualTo(reference.tooLarge);
    }

    /** The same bytes are always cut in the same way. */
    private static TreeSet<Integer> cuts(byte[] stream) {
        Random random = new Random(Arrays.hashCode(stream));
        TreeSet<Integer> cuts = new TreeSet<>();
        for (int i = 0; i < CUTS; i++) {
            cuts.add(random.nextInt(stream.length + 1));
        }
        return cuts;
    }
}
