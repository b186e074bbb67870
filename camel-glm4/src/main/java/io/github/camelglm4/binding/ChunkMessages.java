package io.github.camelglm4.binding;

import io.github.camelglm4.Glm4Headers;
import io.github.camelglm4.stream.StreamElement;
import io.github.camelglm4.stream.StreamElement.Type;
import io.github.camelglm4.stream.StreamPipe;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultMessage;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * Makes messages of the elements of a stream: the delta as body, the headers of the message that asked and those of a chunk.
 * Immutable.
 */
public final class ChunkMessages {

    private final CamelContext context;
    private final Map<String, Object> headers;
    private final StreamPipe pipe;

    /** @param headers of the message that asked, with what is known of the answer already; not changed */
    public ChunkMessages(CamelContext context, Map<String, Object> headers, StreamPipe pipe) {
        this.context = context;
        this.headers = headers;
        this.pipe = pipe;
    }

    /** The message of an element. When the exchange that it is put into fails, the stream is closed. */
    public Message message(StreamElement element) {
        Message message = new ChunkMessage(context, pipe);
        fill(message, element);
        return message;
    }

    /** Sets body and headers of an element. */
    void fill(Message message, StreamElement element) {
        headers.forEach(message::setHeader);
        message.setHeader(Glm4Headers.CHUNK_INDEX, element.index());
        message.setHeader(Glm4Headers.CHUNK_TYPE, element.type().label());
        message.setBody(element.type() == Type.REASONING ? "" : element.text());
        if (element.type() == Type.REASONING) {
            message.setHeader(Glm4Headers.REASONING_CONTENT, element.text());
        }
        if (element.isEnd()) {
            CompletionHeaders.reply(message, element.reply());
        }
    }

    /** An unhandled failure of the sub-route of a chunk leaves nobody to read on. */
    private static final class ChunkMessage extends DefaultMessage {

        private final StreamPipe pipe;

        ChunkMessage(CamelContext context, StreamPipe pipe) {
            super(context);
            this.pipe = pipe;
        }

        @Override
        public void setExchange(Exchange exchange) {
            if (exchange != null && exchange != getExchange()) {
                exchange.getExchangeExtension().addOnCompletion(new CloseOnFailure(pipe));
            }
            super.setExchange(exchange);
        }
    }

    private static final class CloseOnFailure extends SynchronizationAdapter {

        private final StreamPipe pipe;

        CloseOnFailure(StreamPipe pipe) {
            this.pipe = pipe;
        }

        @Override
        public void onFailure(Exchange exchange) {
            pipe.close(exchange.getException());
        }
    }
}
