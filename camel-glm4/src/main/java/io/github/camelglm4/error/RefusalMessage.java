package io.github.camelglm4.error;

/**
 * The message of an error response: the service's text, its meaning, the model, the host and the number of requests.
 * Pure.
 */
public final class RefusalMessage {

    private RefusalMessage() {}

    /**
     * Returns one sentence.
     *
     * @param details the error of the service, printable
     * @param target the model and the host of the request
     */
    public static String of(FailureDetails details, String target) {
        StringBuilder message = new StringBuilder("The service answered ")
                .append(details.statusCode() > 0 ? "HTTP " + details.statusCode() : "an error");
        if (details.code() != null) {
            message.append(", code ").append(details.code());
        }
        if (details.serviceMessage() != null) {
            message.append(": ").append(details.serviceMessage());
        }
        if (details.serverRequestId() != null) {
            message.append(" (request id ").append(details.serverRequestId()).append(')');
        }
        ErrorCode known = ErrorCode.of(details.code());
        message.append(" [");
        if (known != null && known.meaning() != null) {
            message.append(known.meaning()).append("; ");
        }
        message.append(target).append(", ").append(requests(details.attempts()));
        return message.append(']').toString();
    }

    /** {@code 1 request}, {@code 2 requests}. */
    public static String requests(int number) {
        return number + (number == 1 ? " request" : " requests");
    }
}
