package io.github.camelglm4.stream;

/** Where the elements of a {@link StreamPipe} come from. Called from any thread. */
public interface StreamSource {

    /** For what has no more to give. */
    StreamSource NONE = new StreamSource() {};

    /** There is room again. */
    default void wanted() {}

    /** Nobody reads any more. */
    default void cancel() {}
}
