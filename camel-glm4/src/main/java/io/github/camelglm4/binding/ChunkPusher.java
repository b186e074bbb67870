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
 * Sends every chunk of a stream to an endpoint, the next only after the last is done, and none waits on a thread: what
 * is there is sent, and what comes later calls back. A chunk that fails closes the stream.
 */
final class ChunkPusher {

    private final Exchange pattern;
    private final StreamReader pipe;
    private final ChunkMessages messages;
    private final ProducerCache producers;
    private final Endpoint target;
    private final CompletableFuture<ChatReply> pushed = new CompletableFuture<>();

    /**
     * @param bound whose exchange asked: every chunk is a correlated copy of that
     * @param producers sends them
     * @param target where chunks go
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

    /** Starts to push; the result is the whole answer, or the failure of the stream or of a chunk. */
    CompletableFuture<ChatReply> push() {
        pipe.claim();
        // a target that takes its time is no reader that went away
        pipe.attend();
        pushed.whenComplete((whole, failure) -> {
            if (failure != null) {
                pipe.close();
            }
        });
        pushWhatIsThere();
        return pushed;
    }

    /** A loop, and not a chain of callbacks: a target that is done at once must not deepen the stack. */
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

    /** Whether the target was done at once; if not, pushing goes on when it is. */
    private boolean send(StreamElement element) {
        if (ServiceHelper.isStopped(producers)) {
            // it would take the chunk and say nothing
            throw new Glm4ConnectionException("the route was stopped while its stream was pushed");
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
