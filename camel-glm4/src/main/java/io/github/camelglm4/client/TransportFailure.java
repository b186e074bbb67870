package io.github.camelglm4.client;

import io.github.camelglm4.error.ErrorClassification;
import io.github.camelglm4.error.FailureDetails;
import io.github.camelglm4.error.Glm4ConnectionException;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.error.Glm4ResponseException;
import io.github.camelglm4.error.Glm4TimeoutException;
import io.github.camelglm4.error.Glm4TruncatedException;
import io.github.camelglm4.error.ShortTrace;
import io.github.camelglm4.text.PrintableText;
import io.github.camelglm4.vertx.TransportFault;
import java.util.EnumSet;
import java.util.Set;
import javax.net.ssl.SSLException;

/**
 * What went wrong below HTTP, in the component's own words.
 *
 * @param exception the exception for the route, the original one as its cause
 * @param repeatable whether another attempt may succeed: not for an unknown host or a refused certificate
 * @param connectionLost whether an established connection was closed or reset
 */
record TransportFailure(Glm4Exception exception, boolean repeatable, boolean connectionLost) {

    /** Faults that another attempt may not meet. */
    private static final Set<TransportFault> REPEATABLE =
            EnumSet.of(TransportFault.CONNECTION_LOST, TransportFault.CONNECT_TIMEOUT, TransportFault.NO_CONNECTION);

    static TransportFailure of(Throwable reported, Attempt<?> attempt) {
        Throwable raw = TransportFault.unwrapped(reported);
        TransportFault fault = TransportFault.of(raw);
        // proxies and servers are quoted in there, with all that they echo
        Throwable cause = ShortTrace.of(ShownCause.of(raw, attempt.secrets()));
        return new TransportFailure(
                exception(fault, cause, attempt.request(), attempt.details()),
                REPEATABLE.contains(fault),
                fault == TransportFault.CONNECTION_LOST);
    }

    /** The failure of a response that had begun. */
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

    static Glm4TimeoutException late(Attempt<?> attempt) {
        return timeout(
                "no answer from " + attempt.request().url().authority() + " within responseTimeout of "
                        + attempt.limits().responseMillis() + " ms",
                attempt);
    }

    static Glm4TimeoutException silent(Attempt<?> attempt) {
        return timeout(
                attempt.request().url().authority() + " fell silent in the middle of its answer for idleTimeout of "
                        + attempt.limits().idleMillis() + " ms",
                attempt);
    }

    private static Glm4TimeoutException timeout(String message, Attempt<?> attempt) {
        return new Glm4TimeoutException(message, null, attempt.details());
    }

    /** The content is encoded in a way that is not understood; none was asked for. */
    static Glm4Exception unsupportedEncoding(String encoding, int status, Attempt<?> attempt) {
        String message = "the answer of " + attempt.request().url().authority() + ", HTTP " + status
                + ", has Content-Encoding " + PrintableText.name(encoding)
                + ", which is not supported: only gzip and deflate are";
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
                                + " failed: the server does not speak TLS on this port. Try http:// in baseUrl,"
                                + " or the port for https",
                        // the message of the cause is what came, in hexadecimal
                        new SSLException("the answer is no TLS record"),
                        details);
            case TLS ->
                new Glm4ConnectionException(
                        // Vert.x wraps what went wrong in a handshake into a sentence that says nothing
                        "TLS with " + service + " failed: "
                                + TransportFault.root(cause).getMessage(),
                        cause,
                        details);
            case NOT_HTTP ->
                new Glm4ResponseException(
                        service + " does not speak HTTP as it should: " + cause.getMessage()
                                + (request.url().tls() ? "" : ". If the port is for TLS, try https:// in baseUrl"),
                        cause,
                        details);
            case NO_CONNECTION ->
                new Glm4ConnectionException("no connection to " + service + ": " + cause.getMessage(), cause, details);
        };
    }
}
