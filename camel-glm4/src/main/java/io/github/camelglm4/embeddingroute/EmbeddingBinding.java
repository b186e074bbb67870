package io.github.camelglm4.embeddingroute;

import io.github.camelglm4.Glm4EmbeddingHeaders;
import io.github.camelglm4.Glm4Properties;
import io.github.camelglm4.binding.served.ServedBinding;
import io.github.camelglm4.chat.Usage;
import io.github.camelglm4.embedding.VectorBody;
import io.github.camelglm4.error.ShortTrace;
import io.github.camelglm4.json.Fields;
import io.github.camelglm4.serving.CallReader;
import io.github.camelglm4.serving.EmbeddingCall;
import io.github.camelglm4.serving.EmbeddingReply;
import io.github.camelglm4.serving.ServedOperation;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * Embeddings of served routes: the body is a List of texts, and becomes their vectors. Immutable.
 *
 * @param reader validates requests
 * @param executor reads and writes vectors: many of them would block the thread that ends the route, which may be an
 *     event loop
 */
record EmbeddingBinding(CallReader<EmbeddingCall> reader, Executor executor)
        implements ServedBinding<EmbeddingCall, EmbeddingReply> {

    @Override
    public ServedOperation operation() {
        return ServedOperation.EMBEDDINGS;
    }

    @Override
    public void request(EmbeddingCall call, Message message) {
        message.setBody(call.texts());
        if (call.dimensions() != null) {
            message.setHeader(Glm4EmbeddingHeaders.DIMENSIONS, call.dimensions());
            message.getExchange().setProperty(Glm4Properties.SERVED_DIMENSIONS, call.dimensions());
        }
        if (call.user() != null) {
            message.setHeader(Glm4EmbeddingHeaders.USER, call.user());
        }
    }

    /** The future fails with an IllegalArgumentException if the body is not one vector for each text. */
    @Override
    public CompletableFuture<EmbeddingReply> reply(EmbeddingCall call, Exchange exchange) {
        return CompletableFuture.supplyAsync(() -> reply(call, exchange.getMessage()), executor);
    }

    private static EmbeddingReply reply(EmbeddingCall call, Message message) {
        try {
            return new EmbeddingReply(
                    VectorBody.read(message.getBody(), call.texts().size()), usage(message));
        } catch (IllegalArgumentException e) {
            throw ShortTrace.of(new IllegalArgumentException("the answer of the route " + e.getMessage()));
        }
    }

    /** The tokens in the headers, or those of an answer in the format of the API; null if there are none. */
    private static Usage usage(Message message) {
        Long prompt = message.getHeader(Glm4EmbeddingHeaders.PROMPT_TOKENS, Long.class);
        Long total = message.getHeader(Glm4EmbeddingHeaders.TOTAL_TOKENS, Long.class);
        if (prompt == null && total == null) {
            return Usage.of(Fields.object(Fields.object(message.getBody()), "usage"));
        }
        return new Usage(prompt == null ? total : prompt, null, total, Map.of());
    }
}
