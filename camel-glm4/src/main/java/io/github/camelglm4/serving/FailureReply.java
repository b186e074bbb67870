package io.github.camelglm4.serving;

import io.github.camelglm4.error.FailureKind;
import io.github.camelglm4.error.Glm4Exception;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Converts a failure to the error for the caller. A {@link Glm4Exception} keeps its status, code and retry delay, and
 * the message of the service if it is about the request or its rate. Other failures are hidden. Pure.
 */
public final class FailureReply {

    /**
     * The error for a type of failure, if the failure has no status.
     *
     * @param words the text if the message of the failure is hidden
     * @param shown whether the message of the failure may be sent to callers; other messages contain hosts and limits
     */
    private record Kind(int status, String type, String words, boolean shown) {}

    /** Statuses of errors in the request. Messages about keys, the account and the service are for the operator. */
    private static final Set<Integer> OF_THE_REQUEST = Set.of(400, 413, 422, 429);

    /** Matches URLs, addresses, host names with a port or of an internal network, and ids of accounts and keys. */
    private static final Pattern INSIDE = Pattern.compile(
            "[a-z][a-z0-9+.-]{0,20}://\\S+"
                    + "|\\b\\d{1,3}(?:\\.\\d{1,3}){3}(?::\\d+)?\\b"
                    + "|\\b[\\w-]+(?:\\.[\\w-]+)++:\\d+\\b"
                    + "|\\b[\\w.-]+\\.(?:internal|local|svc|lan|corp|intranet)\\b"
                    + "|\\b(?:org|proj|user|acct|sk|ak|key|req)[-_][\\w*.-]{4,}"
                    + "|\\b(?=\\w*\\d)(?=\\w*[a-z])\\w{12,}"
                    + "|[\\w+/=.-]{32,}",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    private FailureReply() {}

    /**
     * @param ownWords whether the route's author wrote the message for callers; if not, only a message of the service
     *     is used
     */
    public static ServedError of(Throwable failure, boolean ownWords) {
        Kind kind = kind(FailureKind.of(failure));
        if (kind == null || !(failure instanceof Glm4Exception typed)) {
            return ServedError.internal();
        }
        int status = typed.getStatusCode() >= 400 ? typed.getStatusCode() : kind.status();
        return new ServedError(
                status, kind.type(), code(typed), null, words(typed, kind, ownWords), typed.getRetryAfter());
    }

    /** The message of a failure contains the host and the model behind; the message of the service does not. */
    private static String words(Glm4Exception failure, Kind kind, boolean ownWords) {
        boolean serviceSaid = failure.getStatusCode() > 0;
        String words = serviceSaid ? failure.getServiceMessage() : ownWords ? failure.getMessage() : null;
        if (!kind.shown() || failure.getCause() != null || words == null) {
            return kind.words();
        }
        if (!serviceSaid) {
            return words;
        }
        return OF_THE_REQUEST.contains(failure.getStatusCode()) && FailureKind.of(failure) != FailureKind.QUOTA
                ? INSIDE.matcher(words).replaceAll("...")
                : kind.words();
    }

    /** Returns the code if it is one word; any other text is for the operator only. */
    private static String code(Glm4Exception failure) {
        String code = failure.getCode();
        return code != null
                        && CODE.matcher(code).matches()
                        && !INSIDE.matcher(code).find()
                ? code
                : null;
    }

    /** Returns null if the failure is hidden. */
    private static Kind kind(FailureKind failure) {
        String invalid = "invalid_request_error";
        String server = "server_error";
        return switch (failure) {
            case AUTHENTICATION ->
                new Kind(401, "authentication_error", "The service rejected the credentials of the model.", true);
            case CONTEXT_LENGTH -> new Kind(400, invalid, "The conversation is too long for the model.", true);
            case CONTENT_FILTER -> new Kind(400, invalid, "Moderation blocked the request or its answer.", true);
            case REQUEST -> new Kind(400, invalid, "The model rejected the request.", true);
            case RATE_LIMIT -> new Kind(429, "rate_limit_error", "Too many requests.", true);
            case QUOTA -> new Kind(429, "insufficient_quota", "The quota is used up.", true);
            case OVERLOADED -> new Kind(503, "overloaded_error", "The model is overloaded.", true);
            case QUEUE_FULL -> new Kind(503, server, "Too many requests are waiting.", false);
            case TIMEOUT -> new Kind(504, server, "The model did not answer in time.", false);
            case CONNECTION -> new Kind(502, server, "The model could not be reached.", false);
            case TRUNCATED -> new Kind(502, server, "The model's answer was cut off.", false);
            case RESPONSE -> new Kind(502, server, "The answer of the model is invalid.", false);
            case OUTPUT -> new Kind(502, server, "The answer of the model does not match the requested format.", false);
            case SERVER -> new Kind(502, server, "The model failed.", true);
            case CONVERSATION, BATCH, OTHER -> null;
        };
    }
}
