package io.github.camelglm4.stream;

import io.github.camelglm4.chat.AnswerListener;
import io.github.camelglm4.chat.ChatCompletionChunk;
import io.github.camelglm4.chat.ChatReply;
import io.github.camelglm4.client.ApiResponse;
import io.github.camelglm4.client.Attempt;
import io.github.camelglm4.client.IncomingResponse;
import io.github.camelglm4.client.ResponseHandler;
import io.github.camelglm4.client.WholeResponse;
import io.github.camelglm4.error.FailureDetails;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.text.ContentType;
import io.vertx.core.buffer.Buffer;
import java.util.function.Function;

/**
 * Reads the response to a streamed request, which may not be a stream: errors, and the answers of servers without
 * streaming, are JSON documents, sometimes even with the media type of event streams.
 */
public final class StreamedReply implements ResponseHandler {

    /** Maximum number of blanks and comment characters before a document; with more of them it is a stream. */
    private static final int LONGEST_BLANK = 8_192;

    private static final int NO_CONTENT = 204;

    private final Attempt<OpenedStream> attempt;
    private final AnswerSettings settings;
    private final Function<ApiResponse, ChatReply> documents;
    private final AnswerListener listener;

    private IncomingResponse response;
    private boolean saysJson;
    private ResponseHandler chosen;
    private final Buffer start = Buffer.buffer();

    /** Until this index, the start contains only blanks and complete comment lines. */
    private int text;

    /**
     * @param documents reads a response that is not a stream
     * @param listener called for chunks, and for the complete answer
     */
    public StreamedReply(
            Attempt<OpenedStream> attempt,
            AnswerSettings settings,
            Function<ApiResponse, ChatReply> documents,
            AnswerListener listener) {
        this.attempt = attempt;
        this.settings = settings;
        this.documents = documents;
        this.listener = listener;
    }

    @Override
    public void head(IncomingResponse newResponse) {
        response = newResponse;
        int status = response.status();
        String type = ContentType.mediaType(response.headers().get("Content-Type"));
        saysJson = type.contains("json");
        if (status < 200 || status > 299 || status == NO_CONTENT || !saysJson && !mayBeEvents(type)) {
            choose(document());
        }
    }

    /** Some streams have the type of plain text or bytes, or none; never that of a page, an image or a Java object. */
    private static boolean mayBeEvents(String type) {
        return type.isEmpty()
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

    /** A line of an event stream never starts with a brace; some streams have a JSON type, but start like a stream. */
    private boolean startsDocument() {
        if (text == start.length()) {
            return saysJson;
        }
        char first = (char) start.getByte(text);
        return first == '{' || saysJson && first != ':' && first != 'd' && first != 'e';
    }

    private void choose(ResponseHandler handler) {
        chosen = handler;
        handler.head(response);
    }

    private ResponseHandler events() {
        return new EventStream(attempt, settings, listener);
    }

    private ResponseHandler document() {
        return new WholeResponse<>(attempt, whole -> streamOfOne(documents.apply(whole), whole.status()));
    }

    private OpenedStream streamOfOne(ChatReply reply, int status) {
        StreamPipe pipe = new StreamPipe(StreamSource.NONE, attempt.executor());
        ChunkSink sink = new ChunkSink(pipe, settings, attempt.limits().maxResponseSize(), listener);
        sink.accept(ChatCompletionChunk.of(reply.completion()));
        sink.end(new FailureDetails(status, reply.serverRequestId(), reply.attempts()));
        return new OpenedStream(
                pipe, reply.completion().id(), reply.completion().model(), reply.serverRequestId(), reply.attempts());
    }

    /**
     * Skips blanks, a byte order mark and comment lines, which proxies also send before a document while they wait for
     * it.
     *
     * @return whether anything else was received
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
