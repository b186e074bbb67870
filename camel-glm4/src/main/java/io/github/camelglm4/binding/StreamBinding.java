package io.github.camelglm4.binding;

import io.github.camelglm4.ChatCompletionStream;
import io.github.camelglm4.Glm4Headers;
import io.github.camelglm4.stream.OpenedStream;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Puts a stream that has begun into an exchange. Stateless. */
public final class StreamBinding {

    private StreamBinding() {}

    /** Sets body and headers, and makes the exchange close the stream when it fails. */
    public static void bind(Exchange exchange, BoundRequest request, OpenedStream opened) {
        Message message = exchange.getMessage();
        ChunkMessages messages = messages(exchange, request, opened);
        ChatCompletionStream stream = new ChatCompletionStream(opened.pipe(), messages);
        message.setBody(stream);
        exchange.getExchangeExtension().addOnCompletion(new StreamOwnership(exchange, stream));
    }

    /** Sets the headers that are known already; what the chunks become takes them over. */
    static ChunkMessages messages(Exchange exchange, BoundRequest request, OpenedStream opened) {
        Message message = exchange.getMessage();
        CompletionHeaders.remove(message);
        CompletionHeaders.call(message, request.request().model(), opened.serverRequestId(), opened.attempts());
        CompletionHeaders.set(message, Glm4Headers.RESPONSE_ID, opened.responseId());
        CompletionHeaders.set(message, Glm4Headers.RESPONSE_MODEL, opened.responseModel());
        Map<String, Object> headers = new HashMap<>(message.getHeaders());
        return new ChunkMessages(exchange.getContext(), headers, opened.pipe());
    }
}
