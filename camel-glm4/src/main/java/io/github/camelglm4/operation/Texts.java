package io.github.camelglm4.operation;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelglm4.binding.TextBody;
import io.github.camelglm4.binding.image.BinaryBody;
import io.github.camelglm4.chat.TextualBody;
import io.github.camelglm4.error.Glm4RequestException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import org.apache.camel.Exchange;

/**
 * The texts of a body, in their order: one text, or the elements of a Collection, array, Iterable or Iterator. Those of
 * a Collection or an array are checked at once; those of an Iterable or Iterator one by one when they are read, because
 * there may be any number. Not thread-safe.
 */
public final class Texts implements Iterator<String> {

    private final Exchange exchange;
    private final boolean single;
    private final Iterator<?> elements;
    private final List<String> read = new ArrayList<>();

    private Texts(Exchange exchange, boolean single, Iterator<?> elements) {
        this.exchange = exchange;
        this.single = single;
        this.elements = elements;
    }

    /**
     * Begins to read the body of an exchange. A stream with one text is made readable again.
     *
     * @throws Glm4RequestException if the body is not text, null or blank, or has no elements
     */
    public static Texts of(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        Iterable<?> elements = elements(body);
        Texts texts;
        if (body instanceof Iterator<?> iterator) {
            texts = new Texts(exchange, false, KeptElements.of(exchange, iterator));
        } else if (elements instanceof Collection<?> collection) {
            texts = new Texts(exchange, false, checked(exchange, collection));
        } else if (elements != null) {
            texts = new Texts(exchange, false, KeptElements.closedAtTheEnd(exchange, elements.iterator()));
        } else {
            String text = requireText("the body", TextBody.read(exchange));
            texts = new Texts(exchange, true, List.of(text).iterator());
        }
        if (!texts.hasNext()) {
            throw new Glm4RequestException("the body has no elements: it must have at least one text");
        }
        return texts;
    }

    private static Iterator<String> checked(Exchange exchange, Collection<?> elements) {
        Texts unchecked = new Texts(exchange, false, elements.iterator());
        unchecked.forEachRemaining(text -> {});
        return unchecked.read.iterator();
    }

    /** Whether the body is one text, not a sequence of one. */
    public boolean isSingle() {
        return single;
    }

    /** Returns the texts that were read so far. */
    public List<String> read() {
        return read;
    }

    @Override
    public boolean hasNext() {
        return elements.hasNext();
    }

    @Override
    public String next() {
        String text = text(exchange, "element " + (read.size() + 1) + " of the body", elements.next());
        read.add(text);
        return text;
    }

    /** Returns up to that many of the next texts. */
    public List<String> next(int most) {
        List<String> next = new ArrayList<>();
        while (next.size() < most && hasNext()) {
            next.add(next());
        }
        return next;
    }

    /**
     * Returns the elements of an array or an Iterable; null for anything else, and for an Iterable that is one text: a
     * Path, which is a file, a streamed answer, and JSON that is no array.
     */
    public static Iterable<?> elements(Object body) {
        if (body instanceof Object[] array) {
            return Arrays.asList(array);
        }
        return body instanceof Iterable<?> iterable && !isOneText(iterable) ? iterable : null;
    }

    private static boolean isOneText(Iterable<?> body) {
        return BinaryBody.isFile(body)
                || body instanceof TextualBody
                || body instanceof JsonNode json && !json.isArray();
    }

    /**
     * Returns the text of an element.
     *
     * @param place of the element, for messages
     * @throws Glm4RequestException if it is not text, or null or blank
     */
    public static String text(Exchange exchange, String place, Object element) {
        return requireText(place, TextBody.ofElement(exchange, place, element));
    }

    private static String requireText(String place, String text) {
        if (text == null || text.isBlank()) {
            throw new Glm4RequestException(
                    place + " is " + (text == null ? "null" : "blank") + ": it must be text that is not blank");
        }
        return text;
    }
}
