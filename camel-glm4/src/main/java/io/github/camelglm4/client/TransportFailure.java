package io.github.camelglm4.client;

import io.github.camelglm4.error.FailureDetails;
import io.github.camelglm4.error.Glm4ConnectionException;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.error.Glm4ResponseException;
import io.github.camelglm4.error.Glm4TimeoutException;
import io.github.camelglm4.error.ShortTrace;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.vertx.core.http.HttpClosedException;
import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/**
 * What went wrong below HTTP, in the component's own words.
 *
 * @param exception      the exception for the route, the original one as its cause
 * @param repeatable     whether another try may go better: not for an unknown host or a refused certificate
 * @param connectionLost whether an established connection was closed or reset
 */
record TransportFailure(Glm4Exception exception, boolean repeatable, boolean connectionLost) {

    static TransportFailure of(Throwable reported, ApiRequest request, int attempt) {
        // an alert that comes after the handshake, as TLS 1.3 refuses certificates, is reported by the decoder
        Throwable raw = reported instanceof DecoderException && reported.getCause() instanceof SSLException tls
                ? tls
                : reported;
        String service = request.url().authority();
        FailureDetails details = FailureDetails.afterAttempts(attempt);
        // proxies and servers are quoted in there, with all that they echo
        Throwable cause = ShortTrace.of(ShownCause.of(raw, request.masking()));
        if (raw instanceof HttpClosedException
                || raw instanceof ClosedChannelException
                || raw instanceof IOException io && isReset(io)) {
            return new TransportFailure(
                    new Glm4ConnectionException(
                            "the connection to " + service + " was lost before an answer", cause, details),
                    true,
                    true);
        }
        if (isConnectTimeout(raw)) {
            String message = "no connection to " + service + " within connectTimeout of "
                    + request.limits().connectMillis() + " ms";
            return new TransportFailure(new Glm4TimeoutException(message, cause, details), true, false);
        }
        if (raw instanceof UnknownHostException) {
            return connection("the host of " + service + " is unknown", cause, details, false);
        }
        if (deepest(raw) instanceof NotSslRecordException) {
            // its message is what came, in hexadecimal
            return connection(
                    "TLS with " + service
                            + " failed: the server does not speak TLS on this port. Try http:// in baseUrl,"
                            + " or the port for https",
                    new SSLException("the answer is no TLS record"),
                    details,
                    false);
        }
        if (raw instanceof SSLException) {
            return connection("TLS with " + service + " failed: " + reason(cause), cause, details, false);
        }
        if (isNotHttp(raw)) {
            return new TransportFailure(
                    new Glm4ResponseException(
                            service + " does not speak HTTP as it should: " + cause.getMessage()
                                    + (request.url().tls() ? "" : ". If the port is for TLS, try https:// in baseUrl"),
                            cause,
                            details),
                    false,
                    false);
        }
        return connection("no connection to " + service + ": " + cause.getMessage(), cause, details, true);
    }

    private static TransportFailure connection(
            String message, Throwable cause, FailureDetails details, boolean repeatable) {
        return new TransportFailure(new Glm4ConnectionException(message, cause, details), repeatable, false);
    }

    private static boolean isReset(IOException cause) {
        String message = String.valueOf(cause.getMessage());
        return message.contains("reset") || message.contains("Broken pipe");
    }

    /** Three timers with the same limit, for the whole, for TCP and for the handshake: it is chance which fires first. */
    private static boolean isConnectTimeout(Throwable cause) {
        return cause instanceof TimeoutException
                || cause instanceof ConnectTimeoutException
                || cause instanceof SslHandshakeTimeoutException
                || cause instanceof SSLException && cause.getCause() instanceof SslHandshakeTimeoutException;
    }

    /** Vert.x wraps what went wrong in a handshake into a sentence that tells nothing. */
    private static String reason(Throwable failure) {
        return deepest(failure).getMessage();
    }

    private static Throwable deepest(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() instanceof Exception deeper) {
            cause = deeper;
        }
        return cause;
    }

    /** The decoder of HTTP/1.1 reports what it cannot read with these. */
    private static boolean isNotHttp(Throwable cause) {
        return cause instanceof TooLongFrameException
                || cause instanceof DecoderException
                || cause instanceof IllegalArgumentException;
    }
}
