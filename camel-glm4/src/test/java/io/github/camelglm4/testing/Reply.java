package io.github.camelglm4.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/**
 * The script of the {@link ScriptedServer} for one request: exact bytes, pauses, and possibly the end of the
 * connection. A reply is immutable: each method returns a new one with one more step, so a reply can be used many
 * times.
 *
 * <p>After the last step, the connection serves its next request. A reply whose length the client cannot know must end
 * with {@link #close()} or {@link #reset()}, otherwise the client waits as after {@link #never()}.
 */
public final class Reply {

    /** For {@link #repeat} and {@link #repeatEvent}: until the connection ends. */
    public static final long FOREVER = Long.MAX_VALUE;

    /** The state of the message, to reject methods that would have no effect. */
    private enum Progress {
        OPEN,
        COMPLETE,
        ENDED
    }

    /** Null for a raw reply. */
    private final ReplyHead head;
    /** Sent in one write with the head. */
    private final byte[] body;

    private final List<Step> before;
    private final List<Step> after;
    private final Progress progress;

    private Reply(ReplyHead head, byte[] body, List<Step> before, List<Step> after, Progress progress) {
        this.head = head;
        this.body = body;
        this.before = before;
        this.after = after;
        this.progress = progress;
    }

    // ---- Whole replies

    public static Reply json(String body) {
        return json(200, body);
    }

    public static Reply json(int status, String body) {
        return of(status, "application/json", body);
    }

    public static Reply of(int status, String contentType, String body) {
        return of(status, contentType, WireFormat.utf8(body));
    }

    public static Reply of(int status, String contentType, byte[] body) {
        ReplyHead head = new ReplyHead(
                status, List.of(Map.entry("Content-Type", contentType), Map.entry("Content-Length", "" + body.length)));
        return new Reply(head, body.clone(), List.of(), List.of(), Progress.COMPLETE);
    }

    public static Reply empty(int status) {
        // 204 and 304 have no body, and 204 must not have a length (RFC 9110, 8.6)
        boolean bare = status == 204 || status == 304;
        ReplyHead head = new ReplyHead(status, bare ? List.of() : List.of(Map.entry("Content-Length", "0")));
        return new Reply(head, new byte[0], List.of(), List.of(), Progress.COMPLETE);
    }

    /** A typical GLM-4 answer with that text and usage. */
    public static Reply completion(String text) {
        return json(GlmJson.completion(text));
    }

    /** A typical streamed GLM-4 answer: an event per text, one with finish reason and usage, and {@code [DONE]}. */
    public static Reply completionStream(String... texts) {
        Stream<String> deltas = Arrays.stream(texts).map(GlmJson::delta);
        return sse(
                Stream.concat(deltas, Stream.of(GlmJson.lastDelta(), "[DONE]")).toArray(String[]::new));
    }

    public static Reply error(int status, String code, String message) {
        return json(status, GlmJson.error(code, message));
    }

    /** A whole event stream. Each event is one HTTP chunk, flushed separately. Does not add {@code [DONE]}. */
    public static Reply sse(String... payloads) {
        List<Step> events = new ArrayList<>();
        for (String payload : payloads) {
            events.add(writing(WireFormat.event(payload)));
        }
        return stream().then(events, Progress.OPEN).lastChunk();
    }

    // ---- Beginnings

    /** The head of a chunked event stream, before events or chunks and an end. */
    public static Reply stream() {
        ReplyHead head = new ReplyHead(
                200,
                List.of(Map.entry("Content-Type", "text/event-stream"), Map.entry("Transfer-Encoding", "chunked")));
        return new Reply(head, new byte[0], List.of(), List.of(), Progress.OPEN);
    }

    /** Nothing yet, not even a head. */
    public static Reply raw() {
        return new Reply(null, new byte[0], List.of(), List.of(), Progress.OPEN);
    }

    // ---- Changes of the script so far

    /** Adds a header line after the others, even if there is one with that name. */
    public Reply header(String name, String value) {
        return new Reply(head().with(name, value), body, before, after, progress);
    }

    /** Removes header lines, for replies with a wrong length or without a length. */
    public Reply without(String name) {
        return new Reply(head().without(name), body, before, after, progress);
    }

    /** Waits before anything is sent. */
    public Reply after(Duration delay) {
        return before(player -> player.delay(delay));
    }

    /** Waits before anything is sent, until the test completes the stage, also with a failure. */
    public Reply after(CompletionStage<?> stage) {
        return before(player -> stage.toCompletableFuture());
    }

    /** Sends the whole reply in pieces, including the head. Without pauses, the client may read several at once. */
    public Reply inPieces(int size) {
        return inPieces(size, Duration.ZERO);
    }

    public Reply inPieces(int size, Duration every) {
        return before(slicing(size, every));
    }

    // ---- Steps

    public Reply bytes(String text) {
        return bytes(WireFormat.utf8(text));
    }

    /** Sends these bytes unchanged. All are kept in memory until they are sent: for many bytes use {@link #repeat}. */
    public Reply bytes(byte[] bytes) {
        return then(writing(bytes.clone()), progress);
    }

    /** Sends one chunk of the chunked transfer coding. */
    public Reply chunk(String text) {
        return bytes(WireFormat.chunk(text));
    }

    /** Sends one event as one chunk. */
    public Reply event(String payload) {
        return bytes(WireFormat.event(payload));
    }

    public Reply lastChunk() {
        return then(writing(WireFormat.LAST_CHUNK), Progress.COMPLETE);
    }

    public Reply delay(Duration delay) {
        return then(player -> player.delay(delay), progress);
    }

    /** From here on, bytes are sent in pieces of that size, each flushed separately. */
    public Reply pieces(int size) {
        return pieces(size, Duration.ZERO);
    }

    /** From here on, bytes are sent in pieces of that size, with a pause after each. */
    public Reply pieces(int size, Duration every) {
        if (progress == Progress.COMPLETE) {
            throw new IllegalStateException("The reply is complete, no bytes follow. Use inPieces(...)");
        }
        return then(slicing(size, every), progress);
    }

    /** Continues when the test completes the stage, also with a failure. */
    public Reply await(CompletionStage<?> stage) {
        return then(player -> stage.toCompletableFuture(), progress);
    }

    /** Continues when the client has read enough for the next write. */
    public Reply awaitWritable() {
        return then(Player::awaitWritable, progress);
    }

    public Reply repeat(String text, long times) {
        return repeat(WireFormat.utf8(text), times);
    }

    /** Sends the bytes repeatedly, but only as fast as the client reads them. */
    public Reply repeat(byte[] bytes, long times) {
        if (bytes.length == 0) {
            throw new IllegalArgumentException("Nothing to repeat");
        }
        byte[] copy = bytes.clone();
        return then(player -> player.repeat(copy, times), progress);
    }

    /** Sends the event repeatedly, each as one chunk, but only as fast as the client reads them. */
    public Reply repeatEvent(String payload, long times) {
        return repeat(WireFormat.event(payload), times);
    }

    /** Runs on the event loop, so it must not block. If it throws, the connection is reset. */
    public Reply onStep(Runnable action) {
        return then(
                player -> {
                    action.run();
                    return Player.DONE;
                },
                progress);
    }

    /** Completes the future with the time at which the script reaches this step. */
    public Reply tell(CompletableFuture<Instant> reached) {
        return onStep(() -> reached.complete(Instant.now()));
    }

    // ---- Ends

    /** Ends the connection with a FIN after all earlier bytes (with TLS, after a close_notify). */
    public Reply close() {
        return then(Player::close, Progress.ENDED);
    }

    /** Ends the connection immediately with an RST: bytes that the client has not read yet may be lost. */
    public Reply reset() {
        return then(Player::reset, Progress.ENDED);
    }

    /** Sends nothing and keeps the connection open. */
    public Reply never() {
        return then(Player::never, Progress.ENDED);
    }

    // ---- How it is played

    List<Step> steps() {
        List<Step> steps = new ArrayList<>(before);
        if (head != null) {
            steps.add(writing(WireFormat.joined(head.bytes(), body)));
        }
        steps.addAll(after);
        return steps;
    }

    private Reply before(Step step) {
        return new Reply(head, body, plus(before, List.of(step)), after, progress);
    }

    private Reply then(Step step, Progress next) {
        return then(List.of(step), next);
    }

    private Reply then(List<Step> more, Progress next) {
        if (progress == Progress.ENDED) {
            throw new IllegalStateException("Nothing can follow close(), reset() or never()");
        }
        return new Reply(head, body, before, plus(after, more), next);
    }

    private ReplyHead head() {
        if (head == null) {
            throw new IllegalStateException("A raw reply has no head: pass the head as bytes");
        }
        return head;
    }

    private static Step writing(byte[] bytes) {
        return player -> player.write(bytes);
    }

    private static Step slicing(int size, Duration every) {
        if (size < 1) {
            throw new IllegalArgumentException("A piece must have at least one byte");
        }
        return player -> player.pieces(size, every);
    }

    private static <T> List<T> plus(List<T> some, List<T> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }
}
