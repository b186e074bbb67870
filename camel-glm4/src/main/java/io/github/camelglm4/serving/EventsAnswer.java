package io.github.camelglm4.serving;

import io.github.camelglm4.chat.ChatCompletion;
import io.vertx.core.buffer.Buffer;
import java.util.function.Consumer;

/**
 * An answer as events, each piece of it as soon as it is there: what comes in one turn of the event loop goes out in one
 * write.
 */
final class EventsAnswer implements AnswerBody {

    private final ResponseWriter writer;
    private final ChunkEvents events;
    private Buffer gathered;
    private boolean begun;

    EventsAnswer(ResponseWriter writer, ChunkEvents events) {
        this.writer = writer;
        this.events = events;
    }

    @Override
    public void text(String text) {
        add(out -> events.text(out, text));
    }

    @Override
    public void reasoning(String text) {
        add(out -> events.reasoning(out, text));
    }

    /** That the model answers shows at once, although what it says is not whole yet. */
    @Override
    public void busy() {
        if (!begun) {
            add(out -> {});
        } else if (gathered == null) {
            writer.busy();
        }
    }

    @Override
    public void end(ChatCompletion last) {
        Buffer out = begin();
        events.end(out, last);
        gathered = null;
        writer.end(out);
    }

    @Override
    public void fail(ApiError error) {
        if (!begun) {
            writer.fail(error);
            return;
        }
        Buffer out = begin();
        ChunkEvents.error(out, error);
        gathered = null;
        writer.end(out);
    }

    private void add(Consumer<Buffer> event) {
        boolean first = gathered == null;
        gathered = begin();
        event.accept(gathered);
        if (first) {
            writer.later(this::flush);
        }
    }

    private Buffer begin() {
        if (gathered != null) {
            return gathered;
        }
        Buffer out = Buffer.buffer();
        if (!begun) {
            begun = true;
            writer.startEvents();
            events.role(out);
        }
        return out;
    }

    private void flush() {
        if (gathered != null) {
            Buffer out = gathered;
            gathered = null;
            writer.write(out);
        }
    }
}
