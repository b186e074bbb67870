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
 * <p>{@link #hasNext()} neither waits nor throws: Camel's splitter asks it one element ahead, which would hold back
 * every chunk until the next one came, and would lose the one it has when it threw. There is always an end or a failure
 * to come, so it is true until that was handed out. To be closed is a failure too: a parallel split whose iterator
 * suddenly had no more would end as a success, before the failure of the chunk that closed the stream is known.
 */
public final class ChunkIterator<T> implements Iterator<T> {

    /** A stream that nobody holds is closed: the iterator holds it while it reads. */
    @SuppressWarnings({"unused", "FieldCanBeLocal"})
    private final Object stream;

    private final StreamReader pipe;
    private final Function<StreamElement, T> view;
    private final boolean mine;
    private final Semaphore readable = new Semaphore(0);
    private boolean over;

    /**
     * @param stream what must not be garbage while this reads
     * @param view what an element becomes
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
     * The next element; waits for it.
     *
     * @throws Glm4Exception the failure of the stream, once, after every element that came
     * @throws IllegalStateException when the stream has, or had, another reader, or on an event loop, if there is no
     *     element yet
     */
    @Override
    public T next() {
        if (over) {
            throw new NoSuchElementException("the stream is at its end");
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

    /** An event loop that waited would hold up every stream it serves, perhaps this one too. */
    public static void requireThreadThatMayWait() {
        if (Context.isOnEventLoopThread()) {
            throw new IllegalStateException("a stream must not be waited for on an event loop: read it on another"
                    + " thread, or by its publisher or completion()");
        }
    }
}
