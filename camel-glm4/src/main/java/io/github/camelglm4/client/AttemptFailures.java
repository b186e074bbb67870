package io.github.camelglm4.client;

import io.github.camelglm4.error.ErrorClassification;
import io.github.camelglm4.error.FailureDetails;
import io.github.camelglm4.error.Glm4ConnectionException;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.error.Glm4ResponseException;
import io.github.camelglm4.error.Glm4TimeoutException;
import io.github.camelglm4.error.Glm4TruncatedException;
import io.github.camelglm4.net.ServiceUrl;
import io.github.camelglm4.text.PrintableText;

/**
 * How one request may fail other than by what its connection says ({@link TransportFailure}). Pure.
 *
 * @param number of the request within its call, from 1
 */
record AttemptFailures(ServiceUrl url, CallLimits limits, int number) {

    Glm4TimeoutException late() {
        return new Glm4TimeoutException(
                "no answer from " + url.authority() + " within responseTimeout of " + limits.responseMillis() + " ms",
                null,
                details());
    }

    Glm4TimeoutException silent() {
        return new Glm4TimeoutException(
                url.authority() + " fell silent in the middle of its answer for idleTimeout of " + limits.idleMillis()
                        + " ms",
                null,
                details());
    }

    /** What a failure of the connection means for an answer that had begun. */
    Glm4Exception truncated(TransportFailure failure) {
        return failure.connectionLost()
                ? new Glm4TruncatedException(
                        "the connection to " + url.authority() + " was lost in the middle of the answer",
                        failure.exception().getCause(),
                        details())
                : failure.exception();
    }

    /** The content is encoded in a way that is not understood; none was asked for. */
    Glm4Exception unsupportedEncoding(int status, String encoding) {
        String message = "the answer of " + url.authority() + ", HTTP " + status + ", has Content-Encoding "
                + PrintableText.name(encoding) + ", which is not supported: only gzip and deflate are";
        FailureDetails details = new FailureDetails(status, null, null, null, null, number, null);
        return status >= 300
                ? ErrorClassification.exception(message, details)
                : new Glm4ResponseException(message, null, details);
    }

    Glm4ConnectionException cancelled() {
        return new Glm4ConnectionException("the call was cancelled", null, details());
    }

    private FailureDetails details() {
        return FailureDetails.afterAttempts(number);
    }
}
