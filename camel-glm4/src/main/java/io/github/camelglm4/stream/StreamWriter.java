package io.github.camelglm4.stream;

import io.github.camelglm4.error.Glm4Exception;

/**
 * The end of a {@link StreamPipe} into which a source puts elements. One thread at a time uses it; only
 * {@link #abandon}, {@link #drop} and {@link #nanosUnread} may be called from any thread.
 */
public interface StreamWriter {

    /** Whether more is wanted now; if not, {@link StreamSource#wanted()} is called when it is. */
    boolean hasRoom();

    /**
     * Whether the reader has read everything and wants more; if not, {@link StreamSource#wanted()} is called when that
     * may be so. What the source keeps back until then counts as unread.
     */
    boolean isWaitedFor();

    /** How many elements nobody has read yet. */
    int held();

    /** Adds an element; the end comes by {@link #end}. The reader is sure to see it only after {@link #flush()}. */
    void put(StreamElement element);

    /** Hands on what was put; to be called whenever the source has no more at hand. */
    void flush();

    void end(StreamElement last);

    /** Ends the stream with a failure, which the reader gets after every element that came. */
    void fail(Glm4Exception cause);

    /** As {@link #fail}, but what was never read is dropped. */
    void abandon(Glm4Exception cause);

    /** Drops what was never read, ahead of {@link #abandon}. */
    void drop();

    /**
     * How long elements have been unread, in nanoseconds; 0 when there are none, or when the reader is sure to come.
     */
    long nanosUnread();
}
