package io.github.camelglm4.stream;

import io.github.camelglm4.error.Glm4Exception;
import io.vertx.core.Context;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/**
 * Reads a stream element by element on the calling thread.
 *
 * <p>{@link #hasNext()} neither waits nor throws: Camel's splitter calls it one element ahead, so that waiting would
 * delay every chunk until the next one, and an exception would lose the current one. An end or a failure always
 * follows, so it is true until that was returned. Closing counts as a failure: a parallel split whose iterator suddenly
 * had no more elements would succeed, before the failure of the chunk that closed the stream is known.
 */
public final class ChunkIterator<T> implements Iterator<T> {

    /** An unreferenced stream is closed: the iterator keeps a reference while it reads. */
    @SuppressWarnings({"unused", "FieldCanBeLocal"})
    private final Object stream;

    private final StreamReader pipe;
    private final Function<StreamElement, T> view;
    private final boolean mine;
    private final Semaphore readable = new Semaphore(0);
    private boolean over;

    /**
     * @param stream must not be garbage-collected while this reads
     * @param view converts an element
     */
    public ChunkIterator(Object stream, StreamReader pipe, Function<StreamElement, T> view) {
        this.stream = stream;
        this.pipe = pipe;
        this.view = view;
        this.mine = pipe.claim();
    }

    @Override
    public boolean hasNext() {
        return !over;
    }

    /**
     * Returns the next element; waits for it.
     *
     * @throws Glm4Exception the failure of the stream, once, after all received elements
     * @throws IllegalStateException if the stream has, or had, another reader; or on an event loop, if there is no
     *     element yet
     */
    @Override
    public T next() {
        if (over) {
            throw new NoSuchElementException("the stream has ended");
        }
        if (!mine) {
            over = true;
            Glm4Exception failure = pipe.failure();
            if (failure != null) {
                throw failure;
            }
            throw new IllegalStateException("the stream has a reader already: it can be read once");
        }
        StreamElement element;
        try {
            element = take();
        } catch (RuntimeException e) {
            over = true;
            throw e;
        }
        over = element.isEnd();
        return view.apply(element);
    }

    private StreamElement take() {
        while (true) {
            StreamElement element = pipe.poll();
            if (element != null) {
                return element;
            }
            requireThreadThatMayWait();
            pipe.whenReadable(readable::release);
            try {
                readable.acquire();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Glm4Exception("interrupted while waiting for the next chunk");
            }
        }
    }

    /** Waiting on an event loop would block every stream that it serves, perhaps also this one. */
    public static void requireThreadThatMayWait() {
        if (Context.isOnEventLoopThread()) {
            throw new IllegalStateException("an event loop must not wait for a stream: read it on another"
                    + " thread, or by its publisher or completion()");
        }
    }
}
