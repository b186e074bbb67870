package io.github.camelglm4.error;

import io.github.camelglm4.error.ErrorCode.Kind;
import java.util.HashMap;
import java.util.Map;

/**
 * Which exception a failed answer is. The business code decides before the HTTP status, because on this platform one
 * status (429) stands for a busy second, an empty account and an expired plan alike.
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

    /** The exception of a failed answer; message and details are taken over as they are. */
    public static Glm4Exception exception(String message, FailureDetails details) {
        return kind(message, details).create(message, null, details);
    }

    /** Whether it is one of the codes that the platform documents: a fixed set, whatever a service sends. */
    public static boolean isKnown(String code) {
        return ErrorCode.of(code) != null;
    }

    private static Kind kind(String message, FailureDetails details) {
        ErrorCode known = ErrorCode.of(details.code());
        if (known != null) {
            return known.kind();
        }
        // vLLM and SGLang have no code of their own for it
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

    /** An error inside a success answer: some gateways put the status into the code, others have only the type. */
    private static Kind withoutStatus(FailureDetails details) {
        if (details.code() != null && details.code().matches("[345]\\d\\d")) {
            return byStatus(Integer.parseInt(details.code()));
        }
        Kind byType = details.type() == null ? null : BY_TYPE.get(details.type());
        return byType == null ? Glm4ServerException::new : byType;
    }
}
