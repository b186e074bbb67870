package io.github.camelglm4.testing;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOption;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Plays the steps of one reply on one connection. Runs on the event loop of that connection and never blocks it. */
final class Player {

    static final CompletableFuture<Void> DONE = CompletableFuture.completedFuture(null);

    private static final Logger LOG = LoggerFactory.getLogger(Player.class);
    /** Bytes are counted after a write, so long writes are split to keep the count accurate. */
    private static final int LONGEST_WRITE = 16 * 1024;
    /** After this number of repetitions, other connections of the event loop continue. */
    private static final int REPETITIONS_AT_A_TIME = 64;

    private final Channel channel;
    private final Iterator<Step> steps;
    private final AtomicLong written;
    private final Runnable finished;
    private int pieceSize = Integer.MAX_VALUE;
    private Duration pieceEvery = Duration.ZERO;
    private CompletableFuture<Void> writable = DONE;

    Player(Channel channel, Reply reply, AtomicLong written, Runnable finished) {
        this.channel = channel;
        this.steps = reply.steps().iterator();
        this.written = written;
        this.finished = finished;
    }

    /**
     * Runs the script until a step must wait. A loop, because recursion over a long script could overflow the stack.
     */
    void play() {
        while (channel.isActive() && steps.hasNext()) {
            CompletableFuture<?> step = run(steps.next());
            if (!step.isDone()) {
                step.whenComplete((result, failure) -> channel.eventLoop().execute(this::play));
                return;
            }
        }
        if (channel.isActive()) {
            finished.run();
        }
    }

    private CompletableFuture<?> run(Step step) {
        try {
            return step.run(this);
        } catch (Throwable e) {
            // An action of the test in the script failed. The client must not wait for the rest.
            LOG.error("A step of a scripted reply failed, the connection is reset", e);
            return reset();
        }
    }

    void writabilityChanged() {
        if (channel.isWritable()) {
            writable.complete(null);
        }
    }

    CompletableFuture<Void> pieces(int size, Duration every) {
        pieceSize = size;
        pieceEvery = every;
        return DONE;
    }

    CompletableFuture<Void> write(byte[] bytes) {
        if (!pieceEvery.isZero()) {
            CompletableFuture<Void> done = new CompletableFuture<>();
            writePaced(bytes, 0, done);
            return done;
        }
        for (int from = 0; from < bytes.length; from += Math.min(pieceSize, bytes.length - from)) {
            flush(bytes, from);
        }
        return DONE;
    }

    private void writePaced(byte[] bytes, int from, CompletableFuture<Void> done) {
        if (!channel.isActive()) {
            return;
        }
        if (from >= bytes.length) {
            done.complete(null);
            return;
        }
        int next = flush(bytes, from);
        // There is a pause after the last piece too, because the next bytes of the script begin a new piece.
        delay(pieceEvery).thenRun(() -> writePaced(bytes, next, done));
    }

    /** Writes and flushes one piece, and returns the position of the next one. */
    private int flush(byte[] bytes, int from) {
        int end = from + Math.min(pieceSize, bytes.length - from);
        for (int start = from; start < end; start += LONGEST_WRITE) {
            int length = Math.min(LONGEST_WRITE, end - start);
            channel.write(Unpooled.wrappedBuffer(bytes, start, length)).addListener(write -> {
                if (write.isSuccess()) {
                    written.addAndGet(length);
                }
            });
        }
        channel.flush();
        return end;
    }

    CompletableFuture<Void> repeat(byte[] bytes, long times) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        repeat(bytes, times, done);
        return done;
    }

    private void repeat(byte[] bytes, long times, CompletableFuture<Void> done) {
        long left = times;
        CompletableFuture<Void> last = DONE;
        for (int i = 0; i < REPETITIONS_AT_A_TIME && left > 0 && last.isDone() && channel.isWritable(); i++) {
            last = write(bytes);
            left--;
        }
        if (left == 0) {
            last.thenRun(() -> done.complete(null));
            return;
        }
        long more = left;
        last.thenCompose(ready -> awaitWritable()).thenRunAsync(() -> repeat(bytes, more, done), channel.eventLoop());
    }

    CompletableFuture<Void> awaitWritable() {
        writable = channel.isWritable() ? DONE : new CompletableFuture<>();
        return writable;
    }

    CompletableFuture<Void> delay(Duration duration) {
        CompletableFuture<Void> over = new CompletableFuture<>();
        channel.eventLoop().schedule(() -> over.complete(null), duration.toNanos(), TimeUnit.NANOSECONDS);
        return over;
    }

    /** Closes after all earlier bytes are written. An immediate close would drop bytes that still wait. */
    CompletableFuture<Void> close() {
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        return never();
    }

    CompletableFuture<Void> reset() {
        channel.config().setOption(ChannelOption.SO_LINGER, 0);
        // From the first context, to bypass the TLS handler, which would send a close_notify first.
        channel.pipeline().firstContext().close();
        return never();
    }

    CompletableFuture<Void> never() {
        return new CompletableFuture<>();
    }
}
