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
 * Reads a streamed answer on demand: from bytes to events to chunks to elements, while the pipe has room; otherwise the
 * socket is paused. The call has its result with the first chunk; an earlier failure fails the call, which may be
 * retried; a later failure fails the stream.
 *
 * <p>Pieces of the response are added on its event loop. Runs of a serial task ({@link #decode}) read them there, or on
 * the thread of a reader that wants more: waking another thread costs more than reading a hundred events (0.44 M
 * chunks/s if the event loop reads all, 0.64 M with the threads of readers). Runs change the phase from opening to open
 * to over. After opening, a reader that closes also changes it to over, on its own thread.
 */
final class EventStream implements ResponseHandler, StreamSource {

    /** Some hosts leave the connection open after [DONE]: it is closed if it does not end by itself. */
    private static final long END_GRACE_MILLIS = 1_000;

    private enum Phase {
        /** The call has no result: no chunk with a choice was received. */
        OPENING,
        /** The call has its result, and the pipe its reader. */
        OPEN,
        /** Complete, failed or closed: further data is dropped. */
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

    /** Whether the event loop will request a run for all pieces received until then; used by the event loop alone. */
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
            // the data of one socket read arrives in many pieces, which are read together
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

    /** A run that throws ends the answer: without its events, later ones could make a partial answer look complete. */
    private void read() {
        guard.run(decode);
    }

    /** Fails the call, if it has no result, and the stream. */
    private void stepFailed(Throwable cause) {
        Glm4Exception failure = failures.unreadable(cause);
        finish();
        pipe.fail(failure);
        attempt.fail(failure, false);
        response.onEventLoop(response::cancel);
    }

    /** The stream could not be passed on. Runs on the executor, which may neither flush the pipe nor read the text. */
    private void notOpened(Throwable cause) {
        Glm4Exception failure = attempt.unreadable(cause);
        finish();
        pipe.abandon(failure);
        attempt.fail(failure, false);
        response.onEventLoop(response::cancel);
    }

    private void decode() {
        try {
            // data received before the end is in memory anyway, and its connection is closed
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
                // the event was cut off with its connection; complete ones need no blank line
                inputIsOver();
            } else if (usual) {
                fail(failures.notJson(e));
            }
        }
    }

    /** The service reports a failure, possibly together with a last piece of text. */
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
        // a finish reason before the first text may be a failure: the end decides
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

    /** All input was read. */
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
