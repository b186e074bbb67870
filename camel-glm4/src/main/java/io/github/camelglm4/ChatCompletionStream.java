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
 * A streamed answer as a message body. {@code split(body()).streaming()} routes one message a chunk as it arrives; the
 * last one is the end, with finish reason and usage. The text as a whole may be asked for any number of times: that
 * waits for the end, and steals nothing from a reader.
 *
 * <p>There is one reader, once: {@link #iterator()}, {@link #inputStream()}, {@link #reader()} or {@link #publisher()}.
 * A slow one holds up the service, not our memory. Whoever holds the stream reads it to the end or closes it; an
 * exchange that fails closes it too. All views but {@link #completion()} and {@link #publisher()} hold the calling
 * thread while it waits for the next chunk. Thread-safe.
 */
public final class ChatCompletionStream implements Iterable<Message>, Closeable, TextualBody {

    private static final Cleaner CLEANER = Cleaner.create();

    private final StreamReader pipe;
    private final Function<StreamElement, Message> messages;

    /**
     * Made by the producer.
     *
     * @param messages makes the message of an element
     */
    public ChatCompletionStream(StreamReader pipe, Function<StreamElement, Message> messages) {
        this.pipe = pipe;
        this.messages = messages;
        // nobody can read or close what nobody holds any more
        CLEANER.register(this, pipe::close);
    }

    /**
     * The chunks as messages: {@code hasNext()} neither waits nor throws, because Camel's splitter asks it one element
     * ahead; {@code next()} waits, and throws the failure of the stream once, after every chunk that came.
     */
    @Override
    public Iterator<Message> iterator() {
        return new ChunkIterator<>(this, pipe, messages);
    }

    /** The text as UTF-8 as it arrives; closing it closes the stream. */
    public InputStream inputStream() {
        return new TextInputStream(this, pipe);
    }

    /** The text as it arrives; closing it closes the stream. */
    public Reader reader() {
        return new InputStreamReader(inputStream(), StandardCharsets.UTF_8);
    }

    /**
     * The chunks as messages, as fast as the subscriber asks for them; signals come on the pool {@code glm4}. With
     * reactive-streams on the class path the body converts to its {@code Publisher} too.
     */
    public Flow.Publisher<Message> publisher() {
        return new ElementPublisher<>(this, pipe, pipe.executor(), messages);
    }

    /**
     * The chunks as they are, for those who write them on.
     *
     * @param executor calls the subscriber; one that runs its tasks one after the other, such as an event loop, is
     *     enough
     */
    public Flow.Publisher<StreamElement> elements(Executor executor) {
        return new ElementPublisher<>(this, pipe, executor, Function.identity());
    }

    /**
     * The whole text. The calling thread waits for the end.
     *
     * @throws Glm4Exception the failure of the stream
     * @throws IllegalStateException on an event loop, if the end is not there yet
     */
    @Override
    @JsonValue
    public String text() {
        return whole().text();
    }

    /**
     * The length of the text in characters; waits for the end, as {@link #text()} does. 0, which in Camel means
     * unknown, after a failure and on an event loop: Camel's tracers ask for it without a look at the state of the
     * stream.
     */
    @Override
    public long length() {
        try {
            return text().length();
        } catch (RuntimeException unknown) {
            return 0;
        }
    }

    /** The whole answer; as {@link #text()}. */
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
     * The whole answer, when it is there, completed on the pool {@code glm4}. From now on everything is taken in,
     * whether or not somebody reads, up to {@code maxResponseSize}.
     */
    public CompletableFuture<ChatCompletion> completion() {
        // whoever waits for the future need not hold the stream: the future does, until it is done
        return pipe.whole().whenComplete((whole, failure) -> Reference.reachabilityFence(this));
    }

    /** Whether an iterator, one of the text views or a subscriber has taken it. */
    public boolean hasReader() {
        return pipe.isClaimed();
    }

    /**
     * Gives the stream up: the request is cancelled at once, and whoever reads on gets an error. After the end, or
     * again, it changes nothing.
     */
    @Override
    public void close() {
        pipe.close();
    }

    /** Does not read. */
    @Override
    public String toString() {
        return "ChatCompletionStream";
    }
}
