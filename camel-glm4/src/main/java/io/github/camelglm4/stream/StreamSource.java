package io.github.camelglm4.stream;

/** Where the elements of a {@link StreamPipe} come from. Called from any thread. */
public interface StreamSource {

    /** For what has no more to give. */
    StreamSource NONE = new StreamSource() {
        @Override
        public void wanted() {
            // everything is there
        }

        @Override
        public void cancel() {
            // nothing to cancel
        }
    };

    /** There is room again. */
    void wanted();

    /** Nobody reads any more. */
    void cancel();
}
