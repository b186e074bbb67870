package io.github.camelglm4.stream;

import io.github.camelglm4.chat.AnswerListener;
import io.github.camelglm4.chat.ChatCompletionChunk;
import io.github.camelglm4.chat.ChatReply;
import io.github.camelglm4.client.ReplyDecoder;
import io.github.camelglm4.client.ResponseFlow;
import io.github.camelglm4.client.ResponseHandler;
import io.github.camelglm4.client.WholeResponse;
import io.github.camelglm4.error.FailureDetails;
import io.github.camelglm4.error.Glm4Exception;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.Locale;
import java.util.concurrent.Executor;

/**
 * Reads the answer to a streamed request, which need not be a stream: errors, and whole answers of servers that do not
 * stream, are JSON documents, and some of them even say that they are event streams.
 */
public final class StreamedReply implements ResponseHandler {

    /** Blanks and comment lines before the first character; more of them are a stream that waits. */
    private static final int LONGEST_BLANK = 8_192;

    private static final int NO_CONTENT = 204;

    private final Attempt attempt;
    private final AnswerSettings settings;
    private final ReplyDecoder<ChatReply> documents;
    private final AnswerListener listener;
    private final Executor executor;
    private final Outcome<OpenedStream> outcome;

    private int status;
    private MultiMap headers;
    private ResponseFlow flow;
    private boolean saysJson;
    private ResponseHandler chosen;
    private final Buffer start = Buffer.buffer();

    /** Up to here, the start holds blanks and whole comment lines only. */
    private int text;

    /**
     * @param documents reads a whole answer
     * @param listener hears how the answer comes in
     * @param executor completes results and reads whole documents; never an event loop
     */
    public StreamedReply(
            Attempt attempt,
            AnswerSettings settings,
            ReplyDecoder<ChatReply> documents,
            AnswerListener listener,
            Executor executor,
            Outcome<OpenedStream> outcome) {
        this.attempt = attempt;
        this.settings = settings;
        this.documents = documents;
        this.listener = listener;
        this.executor = executor;
        this.outcome = outcome;
    }

    @Override
    public void head(int newStatus, MultiMap newHeaders, ResponseFlow newFlow) {
        status = newStatus;
        headers = newHeaders;
        flow = newFlow;
        String type = headers.get("Content-Type") == null
                ? ""
                : headers.get("Content-Type").toLowerCase(Locale.ROOT);
        saysJson = type.contains("json");
        if (status < 200 || status > 299 || status == NO_CONTENT || !saysJson && !mayBeEvents(type)) {
            choose(document());
        }
    }

    /** Some streams are labelled as plain text or bytes, or not at all; none as a page, a picture or a serialized object. */
    private static boolean mayBeEvents(String type) {
        return type.isBlank()
                || type.startsWith("text/") && !type.contains("html") && !type.contains("xml")
                || type.contains("octet-stream");
    }

    @Override
    public void data(Buffer piece) {
        if (chosen != null) {
            chosen.data(piece);
            return;
        }
        start.appendBuffer(piece);
        if (findText() || start.length() > LONGEST_BLANK) {
            choose(startsDocument() ? document() : events());
            chosen.data(start);
        }
    }

    @Override
    public void end() {
        if (chosen == null) {
            choose(saysJson ? document() : events());
        }
        chosen.end();
    }

    @Override
    public void lost(Glm4Exception failure) {
        if (chosen == null) {
            choose(events());
        }
        chosen.lost(failure);
    }

    /** No line of an event stream starts with a brace; and some streams are labelled as JSON, but start as streams do. */
    private boolean startsDocument() {
        if (text == start.length()) {
            return saysJson;
        }
        char first = (char) start.getByte(text);
        return first == '{' || saysJson && first != ':' && first != 'd' && first != 'e';
    }

    private void choose(ResponseHandler handler) {
        chosen = handler;
        handler.head(status, headers, flow);
    }

    private ResponseHandler events() {
        return new EventStream(attempt, settings, listener, executor, outcome);
    }

    private ResponseHandler document() {
        return new WholeResponse<>(attempt, documents, executor, new Outcome<>() {
            @Override
            public void success(ChatReply reply) {
                OpenedStream stream;
                try {
                    stream = streamOfOne(reply);
                } catch (Glm4Exception e) {
                    outcome.failure(e, false);
                    return;
                }
                outcome.success(stream);
            }

            @Override
            public void failure(Glm4Exception failure, boolean repeatable) {
                outcome.failure(failure, repeatable);
            }
        });
    }

    private OpenedStream streamOfOne(ChatReply reply) {
        StreamPipe pipe = new StreamPipe(StreamSource.NONE, executor);
        ChunkSink sink = new ChunkSink(pipe, settings, attempt.limits().maxResponseSize(), listener);
        sink.accept(ChatCompletionChunk.of(reply.completion()));
        sink.end(new FailureDetails(status, null, null, reply.serverRequestId(), null, reply.attempts(), null));
        return new OpenedStream(
                pipe, reply.completion().id(), reply.completion().model(), reply.serverRequestId(), reply.attempts());
    }

    /**
     * Goes over blanks, a byte order mark and comment lines, which proxies send before a document too while they wait for it.
     *
     * @return whether something else has come
     */
    private boolean findText() {
        while (text < start.length()) {
            byte next = start.getByte(text);
            if (next == ':') {
                int end = lineEnd();
                if (end == start.length()) {
                    return false;
                }
                text = end;
            } else if (next >= 0 && next > ' ') {
                return true;
            } else {
                text++;
            }
        }
        return false;
    }

    private int lineEnd() {
        int end = text;
        while (end < start.length() && start.getByte(end) != '\n' && start.getByte(end) != '\r') {
            end++;
        }
        return end;
    }
}
