package io.github.camelglm4.error;

/**
 * The message of a failure that a service has told: what it said, what that means, and who was asked how often. Pure.
 */
public final class RefusalMessage {

    private RefusalMessage() {}

    /**
     * One sentence.
     *
     * @param details what the service said, made printable
     * @param asked the model and the host that was asked
     */
    public static String of(FailureDetails details, String asked) {
        StringBuilder message = new StringBuilder("The service answered HTTP ").append(details.statusCode());
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
        message.append(asked).append(", ").append(requests(details.attempts()));
        return message.append(']').toString();
    }

    /** {@code 1 request}, {@code 2 requests}. */
    public static String requests(int number) {
        return number + (number == 1 ? " request" : " requests");
    }
}
