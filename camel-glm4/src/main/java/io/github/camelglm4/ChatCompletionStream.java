package io.github.camelglm4;

import com.fasterxml.jackson.annotation.JsonValue;
import io.github.camelglm4.chat.ChatCompletion;
import io.github.camelglm4.chat.TextualBody;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.stream.ChunkIterator;
import io.github.camelglm4.stream.ElementPublisher;
import io.github.camelglm4.stream.StreamElement;
import io.github.camelglm4.stream.StreamReader;
import io.github.camelglm4.stream.TextInputStream;
import java.io.Closeable;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.function.Function;
import org.apache.camel.Message;

/**
 * A streaming response as a message body. {@code split(body()).streaming()} routes one message for each chunk as it
 * arrives; the last one is the end, with finish reason and usage. The complete text can be read any number of times:
 * this waits for the end, and takes no chunks from the reader.
 *
 * <p>There is one reader, once: {@link #iterator()}, {@link #inputStream()}, {@link #reader()} or {@link #publisher()}.
 * If it is slow, the service is paused (backpressure). The owner of the stream reads it to the end or closes it; an
 * exchange that fails closes it too. All views except {@link #completion()} and {@link #publisher()} block the calling
 * thread while they wait for the next chunk. Thread-safe.
 */
public final class ChatCompletionStream implements Iterable<Message>, Closeable, TextualBody {

    private static final Cleaner CLEANER = Cleaner.create();

    private final StreamReader pipe;
    private final Function<StreamElement, Message> messages;

    /**
     * Called by the producer.
     *
     * @param messages creates the message of an element
     */
    public ChatCompletionStream(StreamReader pipe, Function<StreamElement, Message> messages) {
        this.pipe = pipe;
        this.messages = messages;
        // a stream without references can neither be read nor closed
        CLEANER.register(this, pipe::close);
    }

    /**
     * Returns the chunks as messages. {@code hasNext()} neither waits nor throws, because Camel's splitter calls it one
     * element ahead; {@code next()} waits, and throws the failure of the stream once, after all received chunks.
     */
    @Override
    public Iterator<Message> iterator() {
        return new ChunkIterator<>(this, pipe, messages);
    }

    /** Returns the text in UTF-8 as it arrives. Closing it closes the stream. */
    public InputStream inputStream() {
        return new TextInputStream(this, pipe);
    }

    /** Returns the text as it arrives. Closing it closes the stream. */
    public Reader reader() {
        return new InputStreamReader(inputStream(), StandardCharsets.UTF_8);
    }

    /**
     * Returns the chunks as messages, as fast as the subscriber requests them. The subscriber is called on the pool
     * {@code glm4}. If reactive-streams is on the class path, the body converts to its {@code Publisher} too.
     */
    public Flow.Publisher<Message> publisher() {
        return new ElementPublisher<>(this, pipe, pipe.executor(), messages);
    }

    /**
     * Returns the chunks without converting them to messages.
     *
     * @param executor calls the subscriber; a serial executor such as an event loop is sufficient
     */
    public Flow.Publisher<StreamElement> elements(Executor executor) {
        return new ElementPublisher<>(this, pipe, executor, Function.identity());
    }

    /**
     * Returns the complete text. Blocks the calling thread until the end of the stream.
     *
     * @throws Glm4Exception if the stream failed
     * @throws IllegalStateException on an event loop, if the stream has not ended
     */
    @Override
    @JsonValue
    public String text() {
        return whole().text();
    }

    /**
     * Returns the length of the text in characters; blocks as {@link #text()} does. Returns 0, which means unknown in
     * Camel, if {@link #text()} would fail: Camel's tracers call this method without checking the state of the stream.
     */
    @Override
    public long length() {
        try {
            return text().length();
        } catch (RuntimeException unknown) {
            return 0;
        }
    }

    /** Returns the complete answer. Blocks and fails as {@link #text()} does. */
    public ChatCompletion whole() {
        CompletableFuture<ChatCompletion> completion = completion();
        if (!completion.isDone()) {
            ChunkIterator.requireThreadThatMayWait();
        }
        try {
            return completion.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Glm4Exception failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Glm4Exception("interrupted while waiting for the end of the stream");
        }
    }

    /**
     * Returns a future of the complete answer, which is completed on the pool {@code glm4}. From this call on, all
     * chunks are received even if no reader reads them, up to {@code maxResponseSize}.
     */
    public CompletableFuture<ChatCompletion> completion() {
        // the future holds the stream until it is done, so its caller needs no reference to the stream
        return pipe.whole().whenComplete((whole, failure) -> Reference.reachabilityFence(this));
    }

    /** Whether an iterator, a text view or a subscriber reads the stream. */
    public boolean hasReader() {
        return pipe.isClaimed();
    }

    /**
     * Cancels the request immediately; further reads fail. Has no effect after the end, or if the stream is already
     * closed.
     */
    @Override
    public void close() {
        pipe.close();
    }

    /** Does not read the stream. */
    @Override
    public String toString() {
        return "ChatCompletionStream";
    }
}
