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
 * Makes messages of the elements of a stream: the delta as body, the headers of the message that asked and those of a
 * chunk. Immutable.
 */
final class ChunkMessages {

    private final CamelContext context;
    private final Map<String, Object> headers;
    private final StreamReader pipe;

    /** @param headers of the message that asked, with what is known of the answer already; not changed */
    ChunkMessages(CamelContext context, Map<String, Object> headers, StreamReader pipe) {
        this.context = context;
        this.headers = headers;
        this.pipe = pipe;
    }

    Message message(StreamElement element) {
        return new ChunkMessage(element);
    }

    /** As {@link #message}; when the exchange that it is put into fails, the stream is closed. */
    Message closingMessage(StreamElement element) {
        return new ClosingMessage(element);
    }

    /** Its headers are made when somebody asks for one: most chunks are only read. */
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

        /** A pooled exchange keeps its message, for something else. */
        @Override
        public void reset() {
            element = null;
            super.reset();
        }
    }

    /** An unhandled failure of the sub-route of a chunk leaves nobody to read on. */
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
