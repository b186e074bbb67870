package io.github.camelglm4.vertx;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.vertx.core.http.HttpClosedException;
import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** What went wrong below HTTP, told by the exception that Vert.x, Netty or the JDK reports. */
public enum TransportFault {
    /** An established connection was closed or reset. */
    CONNECTION_LOST,
    /** No connection in time, TLS included. */
    CONNECT_TIMEOUT,
    UNKNOWN_HOST,
    /** TLS was spoken to a port that does not speak it. */
    NOT_TLS,
    /** The handshake failed otherwise, or TLS later. */
    TLS,
    /** The decoder of HTTP cannot read what came. */
    NOT_HTTP,
    /** There was no connection, for any other reason. */
    NO_CONNECTION;

    public static TransportFault of(Throwable failure) {
        if (failure instanceof HttpClosedException
                || failure instanceof ClosedChannelException
                || failure instanceof IOException io && isReset(io)) {
            return CONNECTION_LOST;
        }
        if (isConnectTimeout(failure)) {
            return CONNECT_TIMEOUT;
        }
        if (failure instanceof UnknownHostException) {
            return UNKNOWN_HOST;
        }
        if (root(failure) instanceof NotSslRecordException) {
            return NOT_TLS;
        }
        if (failure instanceof SSLException) {
            return TLS;
        }
        return failure instanceof DecoderException || failure instanceof IllegalArgumentException
                ? NOT_HTTP
                : NO_CONNECTION;
    }

    /** The failure itself: the decoder wraps an alert after the handshake, with which TLS 1.3 refuses certificates. */
    public static Throwable unwrapped(Throwable reported) {
        return reported instanceof DecoderException && reported.getCause() instanceof SSLException tls ? tls : reported;
    }

    /** The exception that caused all others. */
    public static Throwable root(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() instanceof Exception deeper) {
            cause = deeper;
        }
        return cause;
    }

    private static boolean isReset(IOException cause) {
        String message = String.valueOf(cause.getMessage());
        return message.contains("reset") || message.contains("Broken pipe");
    }

    /**
     * Three timers with the same limit, for the whole, for TCP and for the handshake: it is chance which fires first.
     */
    private static boolean isConnectTimeout(Throwable cause) {
        return cause instanceof TimeoutException
                || cause instanceof ConnectTimeoutException
                || cause instanceof SslHandshakeTimeoutException
                || cause instanceof SSLException && cause.getCause() instanceof SslHandshakeTimeoutException;
    }
}
