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

/** Classifies failures below HTTP by the exception of Vert.x, Netty or the JDK. */
public enum TransportFault {
    /** An established connection was closed or reset. */
    CONNECTION_LOST,
    /** No connection within the timeout, including TLS. */
    CONNECT_TIMEOUT,
    UNKNOWN_HOST,
    /** TLS was used on a port that does not support it. */
    NOT_TLS,
    /** The handshake failed for another reason, or TLS failed later. */
    TLS,
    /** The HTTP decoder cannot read the received data. */
    NOT_HTTP,
    /** No connection for any other reason. */
    NO_CONNECTION;

    /** Classifies a failure, which must be {@link #unwrapped}. */
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

    /**
     * Returns the failure itself: the decoder wraps an alert after the handshake, with which TLS 1.3 rejects
     * certificates.
     */
    public static Throwable unwrapped(Throwable reported) {
        return reported instanceof DecoderException && reported.getCause() instanceof SSLException tls ? tls : reported;
    }

    /** Returns the root cause. */
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
     * Three timers have the same limit: for the connection, for TCP and for the handshake. Any of them may fire first.
     */
    private static boolean isConnectTimeout(Throwable cause) {
        return cause instanceof TimeoutException
                || cause instanceof ConnectTimeoutException
                || cause instanceof SslHandshakeTimeoutException
                || cause instanceof SSLException && cause.getCause() instanceof SslHandshakeTimeoutException;
    }
}
