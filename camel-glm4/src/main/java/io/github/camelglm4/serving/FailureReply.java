package io.github.camelglm4.serving;

import io.github.camelglm4.error.Glm4AuthenticationException;
import io.github.camelglm4.error.Glm4ConnectionException;
import io.github.camelglm4.error.Glm4ContentFilterException;
import io.github.camelglm4.error.Glm4ContextLengthException;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.error.Glm4OutputException;
import io.github.camelglm4.error.Glm4OverloadedException;
import io.github.camelglm4.error.Glm4QueueFullException;
import io.github.camelglm4.error.Glm4QuotaException;
import io.github.camelglm4.error.Glm4RateLimitException;
import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.error.Glm4ResponseException;
import io.github.camelglm4.error.Glm4ServerException;
import io.github.camelglm4.error.Glm4TimeoutException;
import io.github.camelglm4.error.Glm4TruncatedException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a caller is told of a failure. A typed one keeps its meaning: status, code and time to wait, and the words of the
 * service that answered, if it judges the request or its rate. Other failures are hidden. Pure.
 */
public final class FailureReply {

    /**
     * How a type of failure is told where the failure itself has no status.
     *
     * @param words   what is told where its own words are not
     * @param tellable whether its own words may be fit for strangers; others tell of hosts, limits and the inside
     */
    private record Kind(int status, String type, String words, boolean tellable) {}

    private static final Map<Class<?>, Kind> KINDS = new LinkedHashMap<>();

    static {
        String invalid = "invalid_request_error";
        kind(Glm4AuthenticationException.class, 401, "authentication_error", "The model refused its own credentials.");
        kind(Glm4ContextLengthException.class, 400, invalid, "The conversation is too long for the model.");
        kind(Glm4ContentFilterException.class, 400, invalid, "Moderation stopped the request or its answer.");
        kind(Glm4RequestException.class, 400, invalid, "The model refused the request.");
        kind(Glm4RateLimitException.class, 429, "rate_limit_error", "Too many requests.");
        kind(Glm4QuotaException.class, 429, "insufficient_quota", "The quota is used up.");
        kind(Glm4OverloadedException.class, 503, "overloaded_error", "The model is overloaded.");
        silent(Glm4QueueFullException.class, 503, "Too many requests are waiting.");
        silent(Glm4TimeoutException.class, 504, "The model did not answer in time.");
        silent(Glm4ConnectionException.class, 502, "The model could not be reached.");
        silent(Glm4TruncatedException.class, 502, "The model's answer was cut off.");
        silent(Glm4ResponseException.class, 502, "The model's answer was not understood.");
        silent(Glm4OutputException.class, 502, "The model's answer does not fit what it was asked for.");
        kind(Glm4ServerException.class, 502, "server_error", "The model failed.");
    }

    /** By these a service judges the request. What it says of keys, the account and itself is for the operator. */
    private static final Set<Integer> OF_THE_REQUEST = Set.of(400, 413, 422, 429);

    /** URLs, addresses, host names with a port or of an internal network, and ids of accounts and keys in the words of a service. */
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

    /** A failure of which nobody knows whether its words are fit for strangers, unless a service outside said them. */
    public static ApiError of(Throwable failure) {
        return of(failure, false);
    }

    /** @param ownWords whether the route's author wrote the message of a typed failure, for its callers to read */
    public static ApiError of(Throwable failure, boolean ownWords) {
        if (!(failure instanceof Glm4Exception typed)) {
            return ApiError.internal();
        }
        Kind kind = kind(typed.getClass());
        if (kind == null) {
            return ApiError.internal();
        }
        int status = typed.getStatusCode() >= 400 ? typed.getStatusCode() : kind.status();
        return new ApiError(
                status, kind.type(), code(typed), null, words(typed, kind, ownWords), typed.getRetryAfter());
    }

    /** The message of a failure names the host and the model behind; what the service said does not. */
    private static String words(Glm4Exception failure, Kind kind, boolean ownWords) {
        boolean serviceSaid = failure.getStatusCode() > 0;
        String words = serviceSaid ? failure.getServiceMessage() : ownWords ? failure.getMessage() : null;
        if (!kind.tellable() || failure.getCause() != null || words == null) {
            return kind.words();
        }
        if (!serviceSaid) {
            return words;
        }
        return OF_THE_REQUEST.contains(failure.getStatusCode()) && !(failure instanceof Glm4QuotaException)
                ? INSIDE.matcher(words).replaceAll("...")
                : kind.words();
    }

    /** A code is a word; anything else that stands in its place is for the operator. */
    private static String code(Glm4Exception failure) {
        String code = failure.getCode();
        return code != null
                        && CODE.matcher(code).matches()
                        && !INSIDE.matcher(code).find()
                ? code
                : null;
    }

    private static Kind kind(Class<?> failure) {
        for (Class<?> type = failure; type != null; type = type.getSuperclass()) {
            Kind kind = KINDS.get(type);
            if (kind != null) {
                return kind;
            }
        }
        return null;
    }

    private static void kind(Class<?> failure, int status, String type, String message) {
        KINDS.put(failure, new Kind(status, type, message, true));
    }

    private static void silent(Class<?> failure, int status, String message) {
        KINDS.put(failure, new Kind(status, "server_error", message, false));
    }
}
