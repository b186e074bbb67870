package io.github.camelglm4.client;

import io.github.camelglm4.error.ErrorClassification;
import io.github.camelglm4.error.FailureDetails;
import io.github.camelglm4.error.Glm4ConnectionException;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.error.Glm4ResponseException;
import io.github.camelglm4.error.Glm4TimeoutException;
import io.github.camelglm4.error.Glm4TruncatedException;
import io.github.camelglm4.error.RefusalMessage;
import io.github.camelglm4.error.ShortTrace;
import io.github.camelglm4.text.PrintableText;
import io.github.camelglm4.vertx.TransportFault;
import java.util.EnumSet;
import java.util.Set;
import javax.net.ssl.SSLException;

/**
 * A failure below HTTP, described in the component's own words.
 *
 * @param exception the exception for the route, with the original one as its cause
 * @param repeatable whether another attempt may succeed: not for an unknown host or a rejected certificate
 * @param connectionLost whether an established connection was closed or reset
 */
record TransportFailure(Glm4Exception exception, boolean repeatable, boolean connectionLost) {

    /** Faults that another attempt may avoid. */
    private static final Set<TransportFault> REPEATABLE =
            EnumSet.of(TransportFault.CONNECTION_LOST, TransportFault.CONNECT_TIMEOUT, TransportFault.NO_CONNECTION);

    static TransportFailure of(Throwable reported, Attempt<?> attempt) {
        Throwable raw = TransportFault.unwrapped(reported);
        TransportFault fault = TransportFault.of(raw);
        // quotes proxies and servers, with all that they echo
        Throwable cause = ShortTrace.of(ShownCause.of(raw, attempt.secrets()));
        return new TransportFailure(
                exception(fault, cause, attempt.request(), attempt.details()),
                REPEATABLE.contains(fault),
                fault == TransportFault.CONNECTION_LOST);
    }

    /** Returns the failure of a response that had begun. */
    static Glm4Exception inResponse(Throwable reported, Attempt<?> attempt) {
        TransportFailure failure = of(reported, attempt);
        if (!failure.connectionLost) {
            return failure.exception;
        }
        return new Glm4TruncatedException(
                "the connection to " + attempt.request().url().authority() + " was lost in the middle of the answer",
                failure.exception.getCause(),
                attempt.details());
    }

    /** @param begun whether a part of the answer was received */
    static Glm4TimeoutException late(Attempt<?> attempt, boolean begun) {
        return begun
                ? timeout(
                        "no data from " + attempt.request().url().authority() + " within idleTimeout of "
                                + attempt.limits().idleMillis() + " ms in the middle of the answer",
                        attempt)
                : timeout(
                        "no answer from " + attempt.request().url().authority() + " within responseTimeout of "
                                + attempt.limits().responseMillis() + " ms",
                        attempt);
    }

    /** The service does not read the request. */
    static Glm4TimeoutException stuck(Attempt<?> attempt) {
        return timeout(
                attempt.request().url().authority() + " accepted no data within idleTimeout of "
                        + attempt.limits().idleMillis() + " ms in the middle of the request",
                attempt);
    }

    /** Returns the failure of a call whose total time is over. */
    static Glm4TimeoutException incomplete(ApiRequest request, int attempts) {
        return new Glm4TimeoutException(
                "no complete answer from " + request.url().authority() + " within requestTimeout of "
                        + request.limits().requestMillis() + " ms, " + RefusalMessage.requests(attempts) + " sent",
                null,
                FailureDetails.afterAttempts(attempts));
    }

    private static Glm4TimeoutException timeout(String message, Attempt<?> attempt) {
        return new Glm4TimeoutException(message, null, attempt.details());
    }

    /** The content encoding is not supported; none was requested. */
    static Glm4Exception unsupportedEncoding(String encoding, int status, Attempt<?> attempt) {
        String message = "the answer of " + attempt.request().url().authority() + ", HTTP " + status
                + ", has the unsupported Content-Encoding " + PrintableText.name(encoding)
                + ": only gzip and deflate are supported";
        FailureDetails details = attempt.details(status);
        return status >= 300
                ? ErrorClassification.exception(message, details)
                : new Glm4ResponseException(message, null, details);
    }

    private static Glm4Exception exception(
            TransportFault fault, Throwable cause, ApiRequest request, FailureDetails details) {
        String service = request.url().authority();
        return switch (fault) {
            case CONNECTION_LOST ->
                new Glm4ConnectionException(
                        "the connection to " + service + " was lost before an answer", cause, details);
            case CONNECT_TIMEOUT ->
                new Glm4TimeoutException(
                        "no connection to " + service + " within connectTimeout of "
                                + request.limits().connectMillis() + " ms",
                        cause,
                        details);
            case UNKNOWN_HOST -> new Glm4ConnectionException("the host of " + service + " is unknown", cause, details);
            case NOT_TLS ->
                new Glm4ConnectionException(
                        "TLS with " + service
                                + " failed: the server does not use TLS on this port. Try http:// in baseUrl,"
                                + " or the port for https",
                        // the message of the cause is the received data in hexadecimal
                        new SSLException("the response is not a TLS record"),
                        details);
            case TLS ->
                new Glm4ConnectionException(
                        // the message of Vert.x's own exception has no information
                        "TLS with " + service + " failed: "
                                + TransportFault.root(cause).getMessage(),
                        cause,
                        details);
            case NOT_HTTP ->
                new Glm4ResponseException(
                        service + " sent an invalid HTTP response: " + cause.getMessage()
                                + (request.url().tls() ? "" : ". If the port is for TLS, use https:// in baseUrl"),
                        cause,
                        details);
            case NO_CONNECTION ->
                new Glm4ConnectionException("no connection to " + service + ": " + cause.getMessage(), cause, details);
        };
    }
}
