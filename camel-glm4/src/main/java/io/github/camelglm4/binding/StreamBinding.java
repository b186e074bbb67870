package io.github.camelglm4.binding;

import io.github.camelglm4.ChatCompletionStream;
import io.github.camelglm4.stream.OpenedStream;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.util.CaseInsensitiveMap;

/** Puts a stream that has begun into an exchange. Stateless. */
public final class StreamBinding {

    private StreamBinding() {}

    /** Sets body and headers, and makes the exchange close the stream when it fails. */
    public static void bind(Exchange exchange, BoundRequest request, OpenedStream opened) {
        Message message = exchange.getMessage();
        Map<String, Object> headers = CompletionHeaders.opened(message.getHeaders(), request, opened);
        message.setHeaders(new CaseInsensitiveMap(headers));
        ChunkMessages messages = new ChunkMessages(exchange.getContext(), headers, opened.pipe());
        ChatCompletionStream stream = new ChatCompletionStream(opened.pipe(), messages::closingMessage);
        message.setBody(stream);
        exchange.getExchangeExtension().addOnCompletion(new StreamOwnership(exchange, stream));
    }
}
