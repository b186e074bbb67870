package io.github.camelglm4.benchmark.inner;

import java.nio.charset.StandardCharsets;

/** A stream as the service sends it. */
final class SampleStream {

    static final int CHUNKS = 100;

    private static final String CHUNK =
            "{\"id\":\"chatcmpl-7f3a2b9c1d4e\",\"created\":1763800000,\"model\":\"GLM-4-Air\","
                    + "\"object\":\"chat.completion.chunk\",\"choices\":[{\"index\":0,"
                    + "\"delta\":{\"role\":\"assistant\",\"content\":\"router \"},\"finish_reason\":null}]}";

    private SampleStream() {}

    /** The JSON of one chunk. */
    static byte[] chunk() {
        return CHUNK.getBytes(StandardCharsets.UTF_8);
    }

    /** {@value #CHUNKS} events. */
    static byte[] events() {
        return ("data: " + CHUNK + "\n\n").repeat(CHUNKS).getBytes(StandardCharsets.UTF_8);
    }
}
