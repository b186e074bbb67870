package io.github.camelglm4.stream;

/** The source of the elements of a {@link StreamPipe}. Called from any thread. */
public interface StreamSource {

    /** A source without further elements. */
    StreamSource NONE = new StreamSource() {};

    /** There is room again. */
    default void wanted() {}

    /** The stream is no longer read. */
    default void cancel() {}
}
