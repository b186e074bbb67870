package io.github.camelglm4.binding;

import io.github.camelglm4.ChatCompletionStream;
import java.util.concurrent.Flow;
import org.apache.camel.Message;
import org.apache.camel.spi.TypeConverterRegistry;
import org.apache.camel.support.SimpleTypeConverter;
import org.reactivestreams.FlowAdapters;
import org.reactivestreams.Publisher;

/**
 * Converts a stream to a {@code Publisher} of Reactive Streams, and any such {@code Publisher} to that of Java. The
 * library is optional: only the registration uses this class, and only if the library is present.
 */
public final class PublisherConverter {

    private PublisherConverter() {}

    /** Registers the converters. */
    public static void register(TypeConverterRegistry registry) {
        registry.addTypeConverter(
                Publisher.class,
                ChatCompletionStream.class,
                new SimpleTypeConverter(false, (type, exchange, value) -> publisher((ChatCompletionStream) value)));
        registry.addTypeConverter(
                Flow.Publisher.class,
                Publisher.class,
                new SimpleTypeConverter(false, (type, exchange, value) -> flow((Publisher<?>) value)));
    }

    private static Object flow(Publisher<?> publisher) {
        return FlowAdapters.toFlowPublisher(publisher);
    }

    private static Publisher<Message> publisher(ChatCompletionStream stream) {
        return FlowAdapters.toPublisher(stream.publisher());
    }
}
