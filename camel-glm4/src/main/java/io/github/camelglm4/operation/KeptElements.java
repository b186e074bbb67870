package io.github.camelglm4.operation;

import java.io.Closeable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.SynchronizationAdapter;
import org.apache.camel.util.IOHelper;

/**
 * The elements of a body that is an Iterator, kept so that they can be read again after a failure. Camel redelivers the
 * Iterator itself, so the exchange remembers what belongs to it. Not thread-safe.
 */
final class KeptElements implements Iterator<Object> {

    private static final String PROPERTY = "CamelGlm4KeptElements";

    private final Iterator<?> source;
    private final List<Object> read = new ArrayList<>();
    private int position;

    private KeptElements(Iterator<?> source) {
        this.source = source;
    }

    /** Returns the elements of an Iterator from the first one on, which an earlier call may have read. */
    static KeptElements of(Exchange exchange, Iterator<?> body) {
        KeptElements elements = earlier(exchange, body);
        if (elements == null) {
            elements = new KeptElements(closedAtTheEnd(exchange, body));
            exchange.setProperty(PROPERTY, elements);
        }
        elements.position = 0;
        return elements;
    }

    private static KeptElements earlier(Exchange exchange, Object body) {
        if (body instanceof KeptElements elements) {
            return elements;
        }
        return exchange.getProperty(PROPERTY) instanceof KeptElements elements && elements.source == body
                ? elements
                : null;
    }

    /** Closes an Iterator, if it can be closed, as Camel's splitter does, but not before a redelivery. */
    static Iterator<?> closedAtTheEnd(Exchange exchange, Iterator<?> elements) {
        if (elements instanceof Closeable closeable) {
            exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
                @Override
                public void onDone(Exchange done) {
                    IOHelper.close(closeable);
                }
            });
        }
        return elements;
    }

    /** Replaces an Iterator that a call has read, if the message still has it, by all of its elements. */
    static void rewind(Exchange exchange, Message message) {
        KeptElements elements = earlier(exchange, message.getBody());
        if (elements != null) {
            elements.position = 0;
            message.setBody(elements);
        }
    }

    @Override
    public boolean hasNext() {
        return position < read.size() || source.hasNext();
    }

    @Override
    public Object next() {
        if (position == read.size()) {
            read.add(source.next());
        }
        return read.get(position++);
    }
}
