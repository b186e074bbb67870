package io.github.camelglm4.testing;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.IntFunction;

/** The scripts of one test and the recorded requests. A reset of the server begins a new scenario. Thread-safe. */
final class Scenario {

    private final Deque<Reply> queue = new ArrayDeque<>();
    private final List<RecordedRequest> requests = new ArrayList<>();
    private final Set<Channel> open = new LinkedHashSet<>();
    private Function<RecordedRequest, Reply> otherwise = Scenario::nothingScripted;
    private IntFunction<Reply> onAccept = connection -> null;
    private boolean recording = true;
    private int accepted;
    private int taken;
    private boolean over;

    private static Reply nothingScripted(RecordedRequest request) {
        return Reply.error(500, "scripted_server", "nothing scripted for " + request.method() + " " + request.path());
    }

    synchronized void enqueue(List<Reply> replies) {
        queue.addAll(replies);
    }

    synchronized void otherwise(Function<RecordedRequest, Reply> answer) {
        otherwise = answer;
    }

    synchronized void onAccept(IntFunction<Reply> greeting) {
        onAccept = greeting;
    }

    synchronized void recordNothing() {
        recording = false;
    }

    /** Counts a new connection and returns its number. */
    synchronized int opened(Channel channel) {
        if (over) {
            channel.close();
        }
        open.add(channel);
        notifyAll();
        return ++accepted;
    }

    synchronized void closed(Channel channel) {
        open.remove(channel);
        notifyAll();
    }

    Reply greeting(int connection) {
        IntFunction<Reply> greeting;
        synchronized (this) {
            greeting = onAccept;
        }
        return greeting.apply(connection);
    }

    /** Records the request and returns its reply. Code of the test is called without the lock. */
    Reply replyTo(RecordedRequest request) {
        Function<RecordedRequest, Reply> answer;
        synchronized (this) {
            if (recording) {
                requests.add(request);
                notifyAll();
            }
            if (!queue.isEmpty()) {
                return queue.poll();
            }
            answer = otherwise;
        }
        try {
            return Objects.requireNonNull(answer.apply(request), "it gave no reply");
        } catch (Throwable e) {
            return Reply.error(500, "scripted_server", "the scripted answer failed: " + e);
        }
    }

    synchronized List<RecordedRequest> requests() {
        return List.copyOf(requests);
    }

    synchronized int requestCount() {
        return requests.size();
    }

    synchronized int connections() {
        return accepted;
    }

    synchronized int openConnections() {
        return open.size();
    }

    synchronized RecordedRequest takeRequest(Duration limit) {
        await(() -> requests.size() > taken, limit, "one more request");
        return requests.get(taken++);
    }

    /** Waits for a condition on this scenario. Every change that can affect a condition must notify. */
    synchronized void await(BooleanSupplier condition, Duration limit, String expected) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                throw new AssertionError("Not within " + limit + ": " + expected + ". Seen: " + this);
            }
            try {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("Interrupted while waiting for " + expected, e);
            }
        }
    }

    /** Closes open connections, and those that are still accepted into this scenario. */
    void end() {
        List<ChannelFuture> closing;
        synchronized (this) {
            over = true;
            // From the first context: a TLS handler would wait for the close_notify of a client that may not read.
            closing = open.stream()
                    .map(channel -> channel.pipeline().firstContext().close())
                    .toList();
        }
        closing.forEach(ChannelFuture::syncUninterruptibly);
    }

    @Override
    public synchronized String toString() {
        return "%d connections accepted, %d open, %d requests (%d taken), %d replies not used"
                .formatted(accepted, open.size(), requests.size(), taken, queue.size());
    }
}
