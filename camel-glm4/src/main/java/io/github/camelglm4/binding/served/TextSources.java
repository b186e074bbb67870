package io.github.camelglm4.binding.served;

import io.github.camelglm4.Glm4Headers;
import io.github.camelglm4.binding.TextBody;
import io.github.camelglm4.chat.ChatCompletionChunk;
import io.github.camelglm4.serving.Reply;
import io.github.camelglm4.stream.StreamElement;
import io.github.camelglm4.stream.StreamElement.Type;
import java.io.Closeable;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Iterator;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.TypeConverter;

/** Message bodies that provide text in pieces: streams, readers, iterables, publishers. Stateless. */
final class TextSources {

    private static final int MAX_PIECE_CHARS = 4096;

    private final Executor executor;

    TextSources(Executor executor) {
        this.executor = executor;
    }

    /** Returns the pieces of the body; null if it does not have pieces. */
    Reply.Source source(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        if (body instanceof InputStream stream) {
            return characters(new InputStreamReader(stream, TextBody.charset(exchange, stream)), stream);
        }
        if (body instanceof Reader reader) {
            return characters(reader, reader);
        }
        if (body instanceof Iterator<?> iterator) {
            return elements(exchange, iterator, iterator);
        }
        if (body instanceof Iterable<?> iterable && isText(iterable)) {
            return elements(exchange, iterable.iterator(), iterable);
        }
        Flow.Publisher<?> publisher = publisher(exchange, body);
        return publisher == null
                ? null
                : eventLoop -> subscriber -> publisher.subscribe(
                        new MappedSubscriber(subscriber, piece -> element(exchange, piece), executor));
    }

    /** A collection that does not contain text is data, which is sent as JSON. */
    private static boolean isText(Iterable<?> iterable) {
        if (!(iterable instanceof Collection<?> collection)) {
            return true;
        }
        Object first = collection.isEmpty() ? "" : collection.iterator().next();
        return first instanceof CharSequence || first instanceof Message || first instanceof ChatCompletionChunk;
    }

    /** Closes the owner, not the reader around a stream, because that would wait for the end of a read. */
    private Reply.Source characters(Reader reader, Closeable owner) {
        char[] buffer = new char[MAX_PIECE_CHARS];
        return pulled(
                () -> {
                    // returns available characters, and waits only if there are none
                    int count = reader.read(buffer);
                    return count < 0 ? null : new StreamElement(0, Type.TEXT, new String(buffer, 0, count), null);
                },
                owner);
    }

    private Reply.Source elements(Exchange exchange, Iterator<?> iterator, Object owner) {
        return pulled(
                () -> iterator.hasNext() ? element(exchange, iterator.next()) : null,
                owner instanceof AutoCloseable closeable ? closeable : () -> {});
    }

    private Reply.Source pulled(Callable<StreamElement> next, AutoCloseable owner) {
        return eventLoop -> subscriber -> subscriber.onSubscribe(new PulledText(next, owner, subscriber, executor));
    }

    private static Flow.Publisher<?> publisher(Exchange exchange, Object body) {
        if (body == null || body instanceof CharSequence) {
            return null;
        }
        if (body instanceof Flow.Publisher<?> publisher) {
            return publisher;
        }
        // if reactive-streams is on the class path, its publishers have a converter
        TypeConverter converter =
                exchange.getContext().getTypeConverterRegistry().lookup(Flow.Publisher.class, body.getClass());
        return converter == null ? null : converter.tryConvertTo(Flow.Publisher.class, exchange, body);
    }

    private static StreamElement element(Exchange exchange, Object piece) {
        if (piece instanceof StreamElement element) {
            return element;
        }
        if (piece instanceof Message message && "reasoning".equals(message.getHeader(Glm4Headers.CHUNK_TYPE))) {
            return new StreamElement(
                    0, Type.REASONING, message.getHeader(Glm4Headers.REASONING_CONTENT, "", String.class), null);
        }
        return new StreamElement(0, Type.TEXT, text(exchange, piece), null);
    }

    private static String text(Exchange exchange, Object piece) {
        if (piece instanceof CharSequence text) {
            return text.toString();
        }
        if (piece instanceof byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
        if (piece instanceof Message message) {
            return message.getBody() == null ? "" : text(exchange, message.getBody());
        }
        return piece instanceof ChatCompletionChunk chunk ? chunk.text() : TextBody.converted(exchange, piece);
    }
}
