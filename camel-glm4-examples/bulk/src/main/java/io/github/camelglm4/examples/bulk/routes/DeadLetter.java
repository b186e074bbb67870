package io.github.camelglm4.examples.bulk.routes;

import io.github.camelglm4.error.FailureKind;
import io.github.camelglm4.error.Glm4Exception;
import java.util.Locale;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** A record that has no result: key, value and headers are those of the text, and further headers say why. */
public final class DeadLetter {
    static final String REASON = "reason";
    static final String CODE = "code";
    static final String ATTEMPTS = "attempts";
    static final String MESSAGE = "message";

    private DeadLetter() {}

    /** Sets the headers. A failed request leaves the body as it was: the original text. */
    public static void describe(Exchange exchange) {
        Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        Message message = exchange.getMessage();
        message.setHeader(REASON, reason(failure));
        message.setHeader("exception", failure.getClass().getName());
        message.setHeader(MESSAGE, String.valueOf(failure.getMessage()));
        message.setHeader("source", RecordId.of(message).toString());
        if (failure instanceof Glm4Exception refusal) {
            message.setHeader(CODE, refusal.getCode());
            message.setHeader(ATTEMPTS, String.valueOf(refusal.getAttempts()));
            message.setHeader("request", refusal.getServerRequestId());
        }
    }

    /**
     * The record is not asked again if its batch is read again. Without this, the repository of answered records
     * forgets it, as it forgets each exchange whose failure was handled.
     */
    public static void isDone(Exchange exchange) {
        exchange.getExchangeExtension().setFailureHandled(false);
    }

    private static String reason(Exception failure) {
        return FailureKind.of(failure).name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
