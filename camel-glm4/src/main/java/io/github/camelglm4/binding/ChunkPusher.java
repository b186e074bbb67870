package io.github.camelglm4.binding;

import io.github.camelglm4.chat.ChatReply;
import io.github.camelglm4.error.Glm4ConnectionException;
import io.github.camelglm4.stream.OpenedStream;
import io.github.camelglm4.stream.StreamElement;
import io.github.camelglm4.stream.StreamReader;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ProducerCache;
import org.apache.camel.support.DefaultMessage;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.support.service.ServiceHelper;

/**
 * Sends each chunk of a stream to an endpoint, one after the other, without blocking a thread: available chunks are
 * sent immediately, later ones in a callback. A chunk that fails closes the stream.
 */
final class ChunkPusher {

    private final Exchange pattern;
    private final StreamReader pipe;
    private final ChunkMessages messages;
    private final ProducerCache producers;
    private final Endpoint target;
    private final CompletableFuture<ChatReply> pushed = new CompletableFuture<>();

    /**
     * @param bound the request; each chunk is a correlated copy of its exchange
     * @param producers sends the chunks
     * @param target endpoint that receives the chunks
     */
    ChunkPusher(Glm4Binding.BoundRequest bound, OpenedStream opened, ProducerCache producers, Endpoint target) {
        Exchange exchange = bound.exchange();
        this.pattern = ExchangeHelper.createCorrelatedCopy(exchange, false);
        this.pattern.setMessage(new DefaultMessage(exchange.getContext()));
        this.pipe = opened.pipe();
        this.messages = new ChunkMessages(exchange.getContext(), CompletionHeaders.opened(bound, opened), pipe);
        this.producers = producers;
        this.target = target;
    }

    /** Starts sending. The result is the complete answer, or the failure of the stream or of a chunk. */
    CompletableFuture<ChatReply> push() {
        pipe.claim();
        // a slow target is not an abandoned stream
        pipe.attend();
        pushed.whenComplete((whole, failure) -> {
            if (failure != null) {
                pipe.close();
            }
        });
        pushWhatIsThere();
        return pushed;
    }

    /** A loop instead of a chain of callbacks: a synchronous target must not deepen the stack. */
    private void pushWhatIsThere() {
        try {
            while (!pushed.isDone()) {
                StreamElement element = pipe.poll();
                if (element == null) {
                    pipe.whenReadable(() -> pipe.executor().execute(this::pushWhatIsThere));
                    return;
                }
                if (!send(element)) {
                    return;
                }
            }
        } catch (RuntimeException | Error e) {
            pushed.completeExceptionally(e);
        }
    }

    /** Returns whether the target completed synchronously; otherwise, sending continues when it completes. */
    private boolean send(StreamElement element) {
        if (ServiceHelper.isStopped(producers)) {
            // it would accept the chunk and report nothing
            throw new Glm4ConnectionException("the route was stopped while chunks of its stream were sent to streamTo");
        }
        Exchange chunk = pattern.copy();
        chunk.setMessage(messages.message(element));
        AsyncCallback done = doneSync -> {
            sent(chunk, element);
            if (!doneSync) {
                pushWhatIsThere();
            }
        };
        return producers.doInAsyncProducer(
                target, chunk, done, (producer, copy, callback) -> producer.process(copy, callback));
    }

    private void sent(Exchange chunk, StreamElement element) {
        if (chunk.getException() != null) {
            pushed.completeExceptionally(chunk.getException());
        } else if (element.isEnd()) {
            pushed.complete(element.reply());
        }
    }
}
