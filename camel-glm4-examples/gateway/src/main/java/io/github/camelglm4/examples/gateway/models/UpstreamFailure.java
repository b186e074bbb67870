package io.github.camelglm4.examples.gateway.models;

import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.error.Glm4QueueFullException;
import io.github.camelglm4.error.Glm4QuotaException;

/** What a failure says about an upstream. */
enum UpstreamFailure {
    /** The upstream is overloaded, out of order or out of credit: another one may answer, also later calls. */
    OF_THE_UPSTREAM,

    /** There are too many calls at the moment: another upstream may answer this one. */
    OF_THE_MOMENT,

    /** The request is wrong, or the key of the gateway: the caller gets the error. */
    OF_THE_REQUEST;

    static UpstreamFailure of(Throwable failure) {
        if (failure instanceof Glm4QueueFullException) {
            return OF_THE_MOMENT;
        }
        return failure instanceof Glm4QuotaException || failure instanceof Glm4Exception other && other.isRetryable()
                ? OF_THE_UPSTREAM
                : OF_THE_REQUEST;
    }
}
