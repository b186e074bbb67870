package io.github.camelglm4.binding.served;

import io.github.camelglm4.Glm4Properties;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.serving.FailureReply;
import io.github.camelglm4.serving.ServedError;
import io.github.camelglm4.text.WholeCharacters;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.util.ObjectHelper;

/** Creates the error for a caller if the route has no answer. Stateless. */
public final class RefusalBinding {

    private static final int MAX_MESSAGE = 1000;

    private RefusalBinding() {}

    /** Returns the error of the exchange; null if it has none. */
    public static ServedError error(Exchange exchange) {
        Integer code = exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
        boolean coded = code != null && code >= 400 && code <= 599;
        Exception failure = exchange.getException();
        if (failure != null) {
            Glm4Exception typed = ObjectHelper.getException(Glm4Exception.class, failure);
            // the message of a failed call may reveal hosts and options; the message of the route is for its caller
            boolean ownWords = exchange.getProperty(Glm4Properties.ERROR_CATEGORY) == null;
            return coded && typed == null ? error(exchange.getMessage(), code, null) : FailureReply.of(typed, ownWords);
        }
        if (coded) {
            return error(exchange.getMessage(), code, words(exchange.getMessage()));
        }
        return exchange.isRollbackOnly() || exchange.isRollbackOnlyLast() ? ServedError.internal() : null;
    }

    private static ServedError error(Message message, int status, String words) {
        String type = status >= 500 ? "server_error" : status == 429 ? "rate_limit_error" : "invalid_request_error";
        String shown = words != null ? words : "The model refused the request.";
        return new ServedError(status, type, null, null, shown, retryAfter(message));
    }

    /** Returns a text body: a body that is still the request is not a message. */
    private static String words(Message message) {
        if (!(message.getBody() instanceof String text) || text.isBlank()) {
            return null;
        }
        return text.length() <= MAX_MESSAGE ? text : WholeCharacters.beginning(text, MAX_MESSAGE) + "...";
    }

    private static Duration retryAfter(Message message) {
        String seconds = message.getHeader("Retry-After", String.class);
        return seconds != null && seconds.strip().matches("\\d{1,9}")
                ? Duration.ofSeconds(Long.parseLong(seconds.strip()))
                : null;
    }
}
