package io.github.camelglm4.binding.served;

import io.github.camelglm4.stream.StreamElement;

/** Text that is pulled, by one thread at a time. */
interface PulledText extends AutoCloseable {

    /** Gives the next piece. */
    @FunctionalInterface
    interface Pieces {
        StreamElement next() throws Exception;
    }

    /** The next piece, or null at the end; the calling thread waits for it. */
    StreamElement next() throws Exception;

    static PulledText of(Pieces pieces, AutoCloseable owner) {
        return new PulledText() {
            @Override
            public StreamElement next() throws Exception {
                return pieces.next();
            }

            @Override
            public void close() throws Exception {
                owner.close();
            }
        };
    }
}
