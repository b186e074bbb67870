package io.github.camelglm4.binding;

import io.github.camelglm4.Glm4Headers;
import io.github.camelglm4.stream.StreamElement;
import io.github.camelglm4.stream.StreamElement.Type;
import io.github.camelglm4.stream.StreamReader;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultMessage;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * Creates messages from the elements of a stream: the delta is the body; the headers are those of the request message
 * and of the chunk. Immutable.
 */
final class ChunkMessages {

    private final CamelContext context;
    private final Map<String, Object> headers;
    private final StreamReader pipe;

    /** @param headers of the request message, and those of the answer that are already known; not modified */
    ChunkMessages(CamelContext context, Map<String, Object> headers, StreamReader pipe) {
        this.context = context;
        this.headers = headers;
        this.pipe = pipe;
    }

    Message message(StreamElement element) {
        return new ChunkMessage(element);
    }

    /** Like {@link #message}; closes the stream if the exchange of the message fails. */
    Message closingMessage(StreamElement element) {
        return new ClosingMessage(element);
    }

    /** Creates its headers on first access: of most chunks, only the body is read. */
    private class ChunkMessage extends DefaultMessage {

        private StreamElement element;

        ChunkMessage(StreamElement element) {
            super(context);
            this.element = element;
            setBody(element.type() == Type.REASONING ? "" : element.text());
        }

        @Override
        protected boolean isPopulateHeadersSupported() {
            return true;
        }

        @Override
        protected void populateInitialHeaders(Map<String, Object> map) {
            if (element == null) {
                return;
            }
            map.putAll(headers);
            map.put(Glm4Headers.CHUNK_INDEX, element.index());
            map.put(Glm4Headers.CHUNK_TYPE, element.type().label());
            if (element.type() == Type.REASONING) {
                map.put(Glm4Headers.REASONING_CONTENT, element.text());
            }
            if (element.isEnd()) {
                CompletionHeaders.reply(map, element.reply());
            }
        }

        /** A pooled exchange reuses its message. */
        @Override
        public void reset() {
            element = null;
            super.reset();
        }
    }

    /** Closes the stream after an unhandled failure in the sub-route of a chunk: no further chunk is read. */
    private final class ClosingMessage extends ChunkMessage {

        ClosingMessage(StreamElement element) {
            super(element);
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

        private final StreamReader pipe;

        CloseOnFailure(StreamReader pipe) {
            this.pipe = pipe;
        }

        @Override
        public void onFailure(Exchange exchange) {
            pipe.close(exchange.getException());
        }
    }
}
