package io.github.camelglm4.error;

import io.github.camelglm4.error.ErrorCode.Kind;
import java.util.HashMap;
import java.util.Map;

/**
 * Maps a failed response to its exception. The business code has priority over the HTTP status, because on this
 * platform status 429 means a rate limit, an empty account or an expired plan.
 */
public final class ErrorClassification {

    private static final Map<String, Kind> BY_TYPE = new HashMap<>();

    static {
        BY_TYPE.put("authentication_error", Glm4AuthenticationException::new);
        BY_TYPE.put("permission_error", Glm4AuthenticationException::new);
        BY_TYPE.put("invalid_request_error", Glm4RequestException::new);
        BY_TYPE.put("BadRequestError", Glm4RequestException::new);
        BY_TYPE.put("NotFoundError", Glm4RequestException::new);
        BY_TYPE.put("rate_limit_error", Glm4RateLimitException::new);
        BY_TYPE.put("rate_limit_exceeded", Glm4RateLimitException::new);
        BY_TYPE.put("overloaded_error", Glm4OverloadedException::new);
        BY_TYPE.put("insufficient_quota", Glm4QuotaException::new);
    }

    private ErrorClassification() {}

    /** Creates the exception of a failed response with this message and these details. */
    public static Glm4Exception exception(String message, FailureDetails details) {
        return kind(message, details).create(message, null, details);
    }

    /** Returns whether the platform documents this code. The set is fixed, whatever a service sends. */
    public static boolean isKnown(String code) {
        return ErrorCode.of(code) != null;
    }

    private static Kind kind(String message, FailureDetails details) {
        ErrorCode known = ErrorCode.of(details.code());
        if (known != null) {
            return known.kind();
        }
        // vLLM and SGLang have no code for this error
        if (details.statusCode() == 400 && message.contains("maximum context length")) {
            return Glm4ContextLengthException::new;
        }
        if (details.statusCode() >= 300) {
            return byStatus(details.statusCode());
        }
        return withoutStatus(details);
    }

    private static Kind byStatus(int status) {
        return switch (status) {
            case 401, 403 -> Glm4AuthenticationException::new;
            case 429 -> Glm4RateLimitException::new;
            case 503, 529 -> Glm4OverloadedException::new;
            default -> status < 500 ? Glm4RequestException::new : Glm4ServerException::new;
        };
    }

    /** For an error with a success status: some gateways use the status as the code, others send only the type. */
    private static Kind withoutStatus(FailureDetails details) {
        if (details.code() != null && details.code().matches("[345]\\d\\d")) {
            return byStatus(Integer.parseInt(details.code()));
        }
        Kind byType = details.type() == null ? null : BY_TYPE.get(details.type());
        return byType == null ? Glm4ServerException::new : byType;
    }
}
