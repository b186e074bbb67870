package io.github.camelglm4.batchroute;

import io.github.camelglm4.Glm4BatchHeaders;
import io.github.camelglm4.Glm4Headers;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultExchange;

/**
 * An element of the body of a submission.
 *
 * @param customId the id that the body gives it, by the key of a Map; null if it gives none
 * @param value a body, or the exchange or message of an aggregation
 */
record Element(String customId, Object value) {

    /** Headers of a submission that are not copied to its requests: their meaning or value is for one exchange. */
    private static final Set<String> NOT_SHARED = headers(
            Glm4Headers.REQUEST_ID,
            Glm4BatchHeaders.ID,
            Glm4BatchHeaders.REQUESTS,
            Glm4BatchHeaders.REQUEST_ID,
            Glm4BatchHeaders.CANCEL);

    private static final String OURS = "CamelGlm4";

    private static Set<String> headers(String... names) {
        Set<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        set.addAll(Set.of(names));
        return set;
    }

    /** The id of the element, by the body or by its own header; null if it has none. */
    String requestedId() {
        Message own = value instanceof Exchange exchange
                ? exchange.getMessage()
                : value instanceof Message message ? message : null;
        return customId != null || own == null ? customId : own.getHeader(Glm4BatchHeaders.REQUEST_ID, String.class);
    }

    /**
     * Returns the exchange of the element, to be bound to a request. An element that is a mere body has the request
     * headers of the submission.
     *
     * @param plain the exchange of such an element, which is reused
     */
    Exchange exchange(Exchange plain) {
        if (value instanceof Exchange own) {
            return own;
        }
        if (value instanceof Message message) {
            Exchange own = message.getExchange();
            return own != null && own.getMessage() == message ? own : around(message, plain.getContext());
        }
        plain.getMessage().setBody(value);
        return plain;
    }

    /** With the message itself, so that a stream in its body can be made readable again. */
    private static Exchange around(Message message, CamelContext context) {
        Exchange exchange = new DefaultExchange(context);
        exchange.setIn(message);
        return exchange;
    }

    /** Creates the exchange for elements without an exchange or message of their own. */
    static Exchange plain(Exchange submission) {
        Exchange exchange = new DefaultExchange(submission.getContext());
        exchange.setProperty(Exchange.CHARSET_NAME, submission.getProperty(Exchange.CHARSET_NAME));
        submission.getMessage().getHeaders().forEach((name, header) -> {
            if (name.regionMatches(true, 0, OURS, 0, OURS.length()) && !NOT_SHARED.contains(name)) {
                exchange.getMessage().setHeader(name, header);
            }
        });
        return exchange;
    }
}
