package io.github.camelglm4.stream;

import io.github.camelglm4.chat.ChatCompletion;
import io.github.camelglm4.error.Glm4Exception;
import io.vertx.core.Context;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * Hands the elements of one stream from the event loop that receives them to one reader, which may be slow: it holds a
 * bounded number, and tells the source when there is room again. Thread-safe.
 */
public final class StreamPipe {

    private static final int CAPACITY = 64;

    /** To wake a reader costs more than an element does, so it is woken for several, if several are at hand. */
    private static final int WORTH_WAKING = CAPACITY / 2;

    /**
     * Let go of at the end: it holds what waits for the stream, the caller of a served one for instance, and through that the
     * stream itself, which then could never be seen to be garbage.
     */
    private volatile StreamSource source;

    private final Executor executor;
    private final StreamEnd end;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition readable = lock.newCondition();
    private final Queue<StreamElement> elements = new ArrayDeque<>();

    /** What was put, but not handed on yet; the source's alone. */
    private final Queue<StreamElement> batch = new ArrayDeque<>();

    /** How many elements wait for the reader, for a look without the lock. */
    private volatile int unread;

    /** Hands itself to the reader's executor. */
    private Runnable listener;

    private boolean claimed;
    private volatile boolean keepAll;
    private boolean attended;
    private boolean starved;
    private boolean waiting;
    private long lastRead = System.nanoTime();

    /** @param executor completes the future of the whole answer and calls listeners; never an event loop */
    public StreamPipe(StreamSource source, Executor executor) {
        this.source = source;
        this.executor = executor;
        this.end = new StreamEnd(executor);
    }

    // --- the source's side: one thread

    /** Whether more is wanted now; if not, {@link StreamSource#wanted()} is called when it is. */
    public boolean hasRoom() {
        if (keepAll || unread + batch.size() < CAPACITY) {
            return true;
        }
        flush();
        lock.lock();
        try {
            boolean room = keepAll || elements.size() < CAPACITY;
            starved = !room;
            return room;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Whether the reader has read everything and wants more; if not, {@link StreamSource#wanted()} is called when that may be so.
     * What the source keeps back until then counts as unread.
     */
    public boolean isWaitedFor() {
        flush();
        return locked(() -> {
            boolean waitedFor = keepAll || waiting;
            starved = !waitedFor;
            return waitedFor;
        });
    }

    /** How many elements nobody has read yet. */
    int held() {
        return unread + batch.size();
    }

    /** Adds an element; the end comes by {@link #end}. The reader is sure to see it only after {@link #flush()}. */
    public void put(StreamElement element) {
        batch.add(element);
        if (batch.size() == WORTH_WAKING) {
            flush();
        }
    }

    /** Hands on what was put; to be called whenever the source has no more at hand. */
    public void flush() {
        if (!batch.isEmpty() && !signal(this::handOn)) {
            batch.clear();
        }
    }

    /** Adds the last element. */
    public void end(StreamElement last) {
        signal(() -> {
            batch.add(last);
            handOn();
            end.whole(last.completion());
        });
        end.tell();
    }

    /** Ends the stream with a failure, which the reader gets after every element that came. */
    public void fail(Glm4Exception cause) {
        fail(cause, this::handOn);
    }

    /** As {@link #fail}, but what was never read is dropped. May be called from any thread. */
    public void abandon(Glm4Exception cause) {
        fail(cause, this::dropUnread);
    }

    /** How long elements have lain unread, in nanoseconds; 0 when there are none, or nobody can have forgotten them. */
    public long nanosUnread() {
        return locked(() -> keepAll || attended || elements.isEmpty() && !starved ? 0 : System.nanoTime() - lastRead);
    }

    private void fail(Glm4Exception cause, Runnable before) {
        signal(() -> {
            before.run();
            end.failed(cause);
        });
        end.tell();
    }

    // --- the reader's side

    /** Whether there is, or was, a reader. */
    public boolean isClaimed() {
        return locked(() -> claimed);
    }

    /** Says that the reader reads to the end, however slowly, or closes the stream: it is not to be given up. */
    public void attend() {
        locked(() -> attended = true);
    }

    /** Where readers are called back. */
    public Executor executor() {
        return executor;
    }

    /** Makes the caller the one reader; false when there has been one, or the stream was closed. */
    public boolean claim() {
        return locked(() -> {
            boolean first = !claimed && !end.isClosed();
            claimed = true;
            lastRead = System.nanoTime();
            return first;
        });
    }

    /** The failure with which the stream ended, to be closed included, or null. */
    public Glm4Exception failure() {
        return locked(end::failure);
    }

    /**
     * The next element; null when there is none yet.
     *
     * @throws Glm4Exception the failure of the stream, after every element that came
     */
    public StreamElement poll() {
        StreamElement element;
        boolean refill;
        lock.lock();
        try {
            element = elements.poll();
            if (element == null) {
                end.throwIfReached();
                waiting = true;
            }
            refill = read();
        } finally {
            lock.unlock();
        }
        if (refill) {
            source.wanted();
        }
        return element;
    }

    /**
     * The next element; the calling thread waits for it.
     *
     * @throws Glm4Exception         as {@link #poll()}, or when the thread is interrupted
     * @throws IllegalStateException on an event loop, if there is none yet
     */
    public StreamElement take() {
        while (true) {
            StreamElement element = poll();
            if (element != null) {
                return element;
            }
            requireThreadThatMayWait();
            await();
        }
    }

    /** Calls the listener once, on the executor, when {@link #poll()} has something to say. */
    public void whenReadable(Runnable action) {
        whenReadable(action, executor);
    }

    /** As {@link #whenReadable(Runnable)}, on an executor of the reader's own. */
    public void whenReadable(Runnable action, Executor readers) {
        lock.lock();
        try {
            if (elements.isEmpty() && !end.isReached()) {
                listener = () -> readers.execute(action);
                return;
            }
        } finally {
            lock.unlock();
        }
        readers.execute(action);
    }

    /** Takes everything in, for the sake of the whole, whether or not somebody reads; the elements are kept for the reader. */
    public CompletableFuture<ChatCompletion> whole() {
        boolean first = locked(() -> {
            boolean open = !keepAll && !end.isReached();
            keepAll = true;
            return open;
        });
        if (first) {
            source.wanted();
        }
        return end.future();
    }

    /** Tells how the stream ends, on the executor. For that alone nothing is taken in that nobody reads. */
    public void whenOver(BiConsumer<? super ChatCompletion, ? super Throwable> action) {
        end.future().whenComplete(action);
    }

    /** Gives the stream up; to call it again, or after the end, changes nothing. */
    public void close() {
        close(null);
    }

    /** As {@link #close()}, because the route of a chunk failed, which whoever still reads is told as the cause. */
    public void close(Throwable cause) {
        StreamSource open = source;
        boolean wasOpen = signal(() -> {
            end.closed(cause);
            dropUnread();
        });
        end.tell();
        if (wasOpen) {
            open.cancel();
        }
    }

    /** An event loop that waited would hold up every stream it serves, this one perhaps included: for ever. */
    public static void requireThreadThatMayWait() {
        if (Context.isOnEventLoopThread()) {
            throw new IllegalStateException("a stream must not be waited for on an event loop: read it on another"
                    + " thread, or by its publisher or completion()");
        }
    }

    private void await() {
        lock.lock();
        try {
            while (elements.isEmpty() && !end.isReached()) {
                readable.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Glm4Exception("interrupted while waiting for the next chunk");
        } finally {
            lastRead = System.nanoTime();
            lock.unlock();
        }
    }

    /** Whether the source, which stopped for lack of room, is to go on: at half, so that it need not do so for each one. */
    private boolean read() {
        unread = elements.size();
        lastRead = System.nanoTime();
        boolean refill = starved && elements.size() <= CAPACITY / 2;
        if (refill) {
            starved = false;
        }
        return refill;
    }

    /** The source's change, made under the lock. */
    private void handOn() {
        // before this, there was nothing that could lie unread
        if (elements.isEmpty()) {
            lastRead = System.nanoTime();
        }
        waiting = waiting && batch.isEmpty();
        elements.addAll(batch);
        batch.clear();
        unread = elements.size();
    }

    private void dropUnread() {
        elements.clear();
        unread = 0;
    }

    private <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    /** Makes a change and tells who waits for one; false, and no change, when the stream is over already. */
    private boolean signal(Runnable change) {
        boolean open;
        Runnable toCall;
        lock.lock();
        try {
            open = !end.isReached();
            if (open) {
                change.run();
                readable.signalAll();
            }
            if (end.isReached()) {
                source = StreamSource.NONE;
            }
            toCall = listener;
            listener = null;
        } finally {
            lock.unlock();
        }
        call(toCall);
        return open;
    }

    /** A reader that could not be called stays, for the next signal. */
    private void call(Runnable reader) {
        if (reader == null) {
            return;
        }
        try {
            reader.run();
        } catch (RuntimeException | Error e) {
            locked(() -> listener = listener == null ? reader : listener);
            throw e;
        }
    }
}
