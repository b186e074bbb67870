package io.github.camelglm4.binding;

import io.github.camelglm4.ChatCompletionStream;
import io.github.camelglm4.stream.OpenedStream;
import java.util.HashMap;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Puts a stream that has begun into an exchange. Stateless. */
public final class StreamBinding {

    private StreamBinding() {}

    /** Sets body and headers, and makes the exchange close the stream when it fails. */
    public static void bind(Exchange exchange, BoundRequest request, OpenedStream opened) {
        Message message = exchange.getMessage();
        message.setHeaders(CompletionHeaders.opened(message.getHeaders(), request, opened));
        ChunkMessages messages =
                new ChunkMessages(exchange.getContext(), new HashMap<>(message.getHeaders()), opened.pipe());
        ChatCompletionStream stream = new ChatCompletionStream(opened.pipe(), messages::message);
        message.setBody(stream);
        exchange.getExchangeExtension().addOnCompletion(new StreamOwnership(exchange, stream));
    }
}
