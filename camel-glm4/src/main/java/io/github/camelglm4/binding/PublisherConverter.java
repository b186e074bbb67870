package io.github.camelglm4.binding;

import io.github.camelglm4.ChatCompletionStream;
import java.util.concurrent.Flow;
import org.apache.camel.Message;
import org.apache.camel.spi.TypeConverterRegistry;
import org.apache.camel.support.SimpleTypeConverter;
import org.reactivestreams.FlowAdapters;
import org.reactivestreams.Publisher;

/**
 * Converts a stream to a {@code Publisher} of Reactive Streams, and any such one to Java's own. That library is
 * optional, so nothing but the registration refers to this class, and only where the library is there.
 */
public final class PublisherConverter {

    private PublisherConverter() {}

    /** Makes the conversion known. */
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
