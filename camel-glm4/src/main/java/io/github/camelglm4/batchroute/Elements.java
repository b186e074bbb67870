package io.github.camelglm4.batchroute;

import io.github.camelglm4.binding.image.BinaryBody;
import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.text.PrintableText;
import java.io.Closeable;
import java.io.IOException;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Function;

/** The elements of the body of a submission, in their order. They are created one at a time. Not thread-safe. */
final class Elements implements Iterator<Element>, Closeable {

    private final Iterator<?> values;
    private final Function<Object, Element> element;

    private Elements(Iterator<?> values, Function<Object, Element> element) {
        this.values = values;
        this.element = element;
    }

    /** @throws Glm4RequestException if the body does not contain elements */
    static Elements of(Object body) {
        if (body instanceof Map<?, ?> map) {
            return new Elements(map.entrySet().iterator(), entry -> named((Map.Entry<?, ?>) entry));
        }
        if (body instanceof Iterator<?> iterator) {
            return new Elements(iterator, value -> new Element(null, value));
        }
        // a Path is an Iterable of its names
        if (body instanceof Iterable<?> iterable && !BinaryBody.isFile(body)) {
            return new Elements(iterable.iterator(), value -> new Element(null, value));
        }
        throw new Glm4RequestException(
                "the body of a submission must be a Collection, Iterable or Iterator of bodies, or"
                        + " a Map with an id (custom_id) for each body, but is "
                        + (body == null ? "null" : body.getClass().getName())
                        + ": with input=jsonl, it can be a file, stream or text of request lines");
    }

    private static Element named(Map.Entry<?, ?> entry) {
        if (entry.getKey() instanceof String customId) {
            return new Element(customId, entry.getValue());
        }
        throw new Glm4RequestException("the keys of a Map must be ids (custom_id), which are text, but one is "
                + PrintableText.name(String.valueOf(entry.getKey())));
    }

    @Override
    public boolean hasNext() {
        return values.hasNext();
    }

    @Override
    public Element next() {
        return element.apply(values.next());
    }

    /** Closes an iterator that can be closed, such as one of a database, as Camel's splitter does. */
    @Override
    public void close() throws IOException {
        if (values instanceof Closeable closeable) {
            closeable.close();
        }
    }
}
