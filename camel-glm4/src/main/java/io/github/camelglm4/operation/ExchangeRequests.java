package io.github.camelglm4.operation;

import io.github.camelglm4.error.FailureDetails;
import java.util.List;
import java.util.Map;
import org.apache.camel.Message;

/**
 * The requests that an operation sends for one exchange, created one after the other, and the message that their
 * answers become. Used by one thread at a time, and never by an event loop.
 *
 * @param <A> the answer to one request
 */
public interface ExchangeRequests<A> {

    /** The fields that all requests have, except for the model, under their names in JSON. Spans show some of them. */
    default Map<String, Object> commonFields() {
        return Map.of();
    }

    /**
     * Returns the next request, or null after the last one. May run code of the application, such as an iterator.
     *
     * @throws io.github.camelglm4.error.Glm4RequestException if it would be invalid
     */
    OperationRequest<A> next();

    /**
     * Sets the body and all headers that only this operation has; an earlier call may have set them.
     *
     * @param answers in the order of the requests
     * @param details of the requests, for an exception
     * @throws io.github.camelglm4.error.Glm4Exception if the answers do not fit together, or if they are a failure
     */
    void answer(Message message, List<A> answers, FailureDetails details);
}
