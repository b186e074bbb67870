package io.github.camelglm4.client;

import io.github.camelglm4.client.auth.Secrets;
import io.github.camelglm4.error.FailureDetails;
import io.github.camelglm4.error.Glm4ResponseException;
import io.github.camelglm4.text.PrintableText;

/**
 * What the reader of a response has to know of its request.
 *
 * @param number  which attempt of its call, 1 for the first
 * @param request what was sent
 * @param secrets what a message made of the response must not show
 */
public record AttemptInfo(int number, ApiRequest request, Secrets secrets) {

    public CallLimits limits() {
        return request.limits();
    }

    /** The model and service that the request went to, for messages. */
    public String target() {
        String name = secrets.showName(request.model());
        String service = request.url().authority();
        return name == null ? service : "model " + name + " at " + service;
    }

    /** Details of a failure without a response. */
    public FailureDetails details() {
        return FailureDetails.afterAttempts(number);
    }

    /** Details of a failure of which the status is all that the service said. */
    public FailureDetails details(int status) {
        return new FailureDetails(status, null, number);
    }

    /** The failure of a response whose reading threw that: part of it may be missing. */
    public Glm4ResponseException unreadable(Throwable cause) {
        return unexpected("the answer could not be read", cause);
    }

    Glm4ResponseException unexpected(String what, Throwable cause) {
        return new Glm4ResponseException(
                what + ": " + secrets.show(cause.toString(), PrintableText.SENTENCE),
                ShownCause.of(cause, secrets),
                details());
    }
}
