package io.github.camelglm4.stream;

import io.github.camelglm4.error.Glm4Exception;

/**
 * The end of a {@link StreamPipe} into which a source puts elements. Used by one thread at a time; only
 * {@link #abandon}, {@link #drop} and {@link #nanosUnread} are thread-safe.
 */
public interface StreamWriter {

    /** Returns whether more elements are wanted now; if not, {@link StreamSource#wanted()} is called later. */
    boolean hasRoom();

    /**
     * Returns whether the reader has read everything and wants more; if not, {@link StreamSource#wanted()} is called
     * when that may have changed. Data that the source keeps until then counts as unread.
     */
    boolean isWaitedFor();

    /** Returns the number of unread elements. */
    int held();

    /**
     * Adds an element; the end is added by {@link #end}. The reader is guaranteed to get it only after
     * {@link #flush()}.
     */
    void put(StreamElement element);

    /** Passes on the added elements; to be called whenever the source has no more for now. */
    void flush();

    void end(StreamElement last);

    /** Ends the stream with a failure, which the reader gets after all added elements. */
    void fail(Glm4Exception cause);

    /** As {@link #fail}, but drops unread elements. */
    void abandon(Glm4Exception cause);

    /** Drops unread elements before {@link #abandon}. */
    void drop();

    /**
     * Returns how long elements have been unread, in nanoseconds; 0 if there are none, or if the stream is never
     * abandoned.
     */
    long nanosUnread();
}
