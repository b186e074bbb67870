package io.github.camelglm4.stream;

import io.github.camelglm4.assembly.ChunkParser;
import io.github.camelglm4.chat.AnswerListener;
import io.github.camelglm4.chat.AnswerNames;
import io.github.camelglm4.chat.ChatCompletion;
import io.github.camelglm4.chat.ChatCompletionChunk;
import io.github.camelglm4.chat.Envelope;
import io.github.camelglm4.client.Attempt;
import io.github.camelglm4.client.IncomingResponse;
import io.github.camelglm4.client.ResponseHandler;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.error.Glm4TimeoutException;
import io.github.camelglm4.error.StepGuard;
import io.github.camelglm4.json.JsonTooLargeException;
import io.github.camelglm4.sse.SseEvent;
import io.github.camelglm4.sse.SseTooLargeException;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.Map;

/**
 * Reads a streamed answer as far as its reader wants it: bytes to events to chunks to elements, and no further than the
 * pipe has room; then the socket is paused. The call has its result with the first chunk; what fails before is the
 * call's failure and may be retried, what fails later is the stream's.
 *
 * <p>Pieces of the answer come in on its event loop. They are read by runs of a serial task ({@link #decode}), there or
 * on the thread of a reader that wants more: to wake another thread costs more than to read a hundred events (0.44 M
 * chunks/s when the event loop read all, 0.64 M with the threads of readers). Runs move the phase from opening to open
 * to over. From open on, a reader that closes moves it to over too, on its own thread.
 */
final class EventStream implements ResponseHandler, StreamSource {

    /** After [DONE] some hosts leave the connection open: it is closed if it does not end by itself. */
    private static final long END_GRACE_MILLIS = 1_000;

    private enum Phase {
        /** The call waits for its result: no chunk with a choice has come. */
        OPENING,
        /** The call has its result, and the pipe its reader. */
        OPEN,
        /** Complete, failed or given up: what still comes in is dropped. */
        OVER
    }

    private final Attempt<OpenedStream> attempt;
    private final AnswerSettings settings;
    private final StreamPipe pipe;
    private final ChunkSink sink;
    private final ChunkParser parser;
    private final AnswerNames names;
    private final EventReader events;
    private final StreamFailures failures;

    private IncomingResponse response;
    private Glm4Exception loss;
    private Runnable graceTimer = () -> {};
    private AbandonWatch abandonWatch;

    /**
     * Whether the event loop is about to request a run, for all pieces that come until then; used by the event loop
     * alone.
     */
    private boolean runDue;

    private volatile Phase phase = Phase.OPENING;
    private final StepGuard guard = new StepGuard(this::stepFailed);
    private final StepGuard opening = new StepGuard(this::notOpened);
    private final Runnable decode = this::decode;
    private final SerialTask runs = new SerialTask(this::read);

    EventStream(Attempt<OpenedStream> attempt, AnswerSettings settings, AnswerListener listener) {
        int maxSize = attempt.limits().maxResponseSize();
        this.attempt = attempt;
        this.settings = settings;
        this.parser = new ChunkParser(maxSize);
        this.pipe = new StreamPipe(this, attempt.executor());
        this.sink = new ChunkSink(pipe, settings, maxSize, listener);
        this.names = new AnswerNames(attempt.secrets());
        this.events = new EventReader(maxSize);
        this.failures = new StreamFailures(attempt, sink::text);
    }

    @Override
    public void head(IncomingResponse newResponse) {
        response = newResponse;
        events.begin(response);
        abandonWatch = new AbandonWatch(pipe, settings.abandonMillis(), response, runs::request);
        failures.head(response);
    }

    @Override
    public void data(Buffer piece) {
        if (phase == Phase.OVER) {
            return;
        }
        events.add(piece);
        if (!runDue) {
            // what a socket gives at a time comes in many pieces, and is better read together
            runDue = true;
            response.onEventLoop(() -> {
                runDue = false;
                runs.request();
            });
        }
    }

    @Override
    public void end() {
        graceTimer.run();
        events.end();
        runs.request();
    }

    @Override
    public void lost(Glm4Exception failure) {
        loss = failure;
        end();
    }

    @Override
    public void wanted() {
        runs.request();
    }

    @Override
    public void cancel() {
        finish();
        response.onEventLoop(response::cancel);
    }

    /** A run. Without the events of one that throws, what comes later would make half an answer look whole. */
    private void read() {
        guard.run(decode);
    }

    /** Fails the call, if it has no result yet, and the stream. */
    private void stepFailed(Throwable cause) {
        Glm4Exception failure = failures.unreadable(cause);
        finish();
        pipe.fail(failure);
        attempt.fail(failure, false);
        response.onEventLoop(response::cancel);
    }

    /**
     * Nobody got the stream. On the executor, where the pipe is not ours to hand anything on, nor the text to be read.
     */
    private void notOpened(Throwable cause) {
        Glm4Exception failure = attempt.unreadable(cause);
        finish();
        pipe.abandon(failure);
        attempt.fail(failure, false);
        response.onEventLoop(response::cancel);
    }

    private void decode() {
        try {
            // what came before the end is in memory anyway, and its connection gone
            while (phase != Phase.OVER && (events.hasEnded() || pipe.hasRoom()) && events.next()) {
                event(events.event());
            }
            if (phase != Phase.OVER) {
                endIfNothingFollows();
            }
        } catch (SseTooLargeException e) {
            fail(failures.tooLarge(e));
        }
        pipe.flush();
        events.resume();
    }

    private void endIfNothingFollows() {
        if (events.isIdling()) {
            fail(failures.withoutContent());
        } else if (events.isExhausted()) {
            inputIsOver();
        } else if (abandonWatch.hasFired()) {
            finish();
            pipe.abandon(settings.unread(failures.details()));
            response.onEventLoop(response::cancel);
        }
    }

    private void event(SseEvent event) {
        if (event.isNothing()) {
            return;
        }
        if (event.isDone()) {
            complete();
            return;
        }
        boolean usual = event.isUsual();
        try {
            ChatCompletionChunk chunk =
                    names.in(Envelope.chunk(parser.parse(event.array(), event.offset(), event.length())));
            Map<String, Object> error = event.isError() ? chunk.others() : chunk.error();
            if (error == null) {
                chunk(chunk);
            } else {
                failed(chunk, error);
            }
        } catch (JsonTooLargeException e) {
            fail(failures.tooMuchMemory(e));
        } catch (IOException e) {
            if (events.inTail()) {
                // half an event, cut with its connection; complete ones need no blank line behind them
                inputIsOver();
            } else if (usual) {
                fail(failures.notJson(e));
            }
        }
    }

    /** The service reports a failure; a last piece of text may stand beside it. */
    private void failed(ChatCompletionChunk chunk, Map<String, Object> error) {
        try {
            sink.accept(chunk);
        } catch (Glm4Exception tooLarge) {
            fail(failures.withText(tooLarge));
            return;
        }
        fail(failures.reported(error));
    }

    private void chunk(ChatCompletionChunk chunk) {
        try {
            if (sink.accept(chunk)) {
                events.somethingNew();
            }
        } catch (Glm4Exception e) {
            fail(failures.withText(e));
            return;
        }
        failures.chunk(chunk);
        // a reason to stop before the first word may well be a failure: the end will tell
        boolean begun = chunk.finishReason() == null || sink.hasElements();
        if (phase == Phase.OPENING && begun && !chunk.choices().isEmpty()) {
            open(chunk.id(), chunk.model());
        }
    }

    private void open(String id, String model) {
        phase = Phase.OPEN;
        OpenedStream stream = new OpenedStream(pipe, id, model, failures.requestId(), attempt.number());
        attempt.executor().execute(() -> opening.run(() -> attempt.succeed(stream)));
        abandonWatch.start();
    }

    /** The input is at its end, and everything in it was read. */
    private void inputIsOver() {
        if (sink.hasFinishReason()) {
            complete();
        } else if (loss != null) {
            fail(failures.withText(loss));
        } else {
            fail(failures.truncated());
        }
    }

    private void complete() {
        try {
            ChatCompletion whole = sink.end(failures.details());
            if (phase == Phase.OPENING) {
                open(whole.id(), whole.model());
            }
        } catch (Glm4Exception e) {
            fail(e);
            return;
        }
        finish();
        response.onEventLoop(() -> {
            if (!events.hasEnded()) {
                response.resume();
                graceTimer = response.after(END_GRACE_MILLIS, response::cancel);
            }
        });
    }

    private void fail(Glm4Exception failure) {
        Phase failed = phase;
        finish();
        if (failed == Phase.OPEN) {
            pipe.fail(failure);
        } else if (failed == Phase.OPENING) {
            boolean nothingLost = failure.getText() == null || failure.getText().isEmpty();
            boolean waited = failure instanceof Glm4TimeoutException;
            attempt.fail(failure, failure.isRetryable() && nothingLost && !waited);
        }
        response.onEventLoop(response::cancel);
    }

    private void finish() {
        phase = Phase.OVER;
        events.drop();
        abandonWatch.stop();
    }
}
