package io.github.camelglm4.error;

import java.util.HashMap;
import java.util.Map;

/**
 * Which exception a failed answer is. The business code decides before the HTTP status, because on this platform one
 * status (429) stands for a busy second, an empty account and an expired plan alike.
 * Source of the codes: "error codes" page of docs.bigmodel.cn and docs.z.ai, 2026.
 */
public final class ErrorClassification {

    private static final Map<String, Kind> BY_CODE = new HashMap<>();
    private static final Map<String, Kind> BY_TYPE = new HashMap<>();

    static {
        codes(Glm4AuthenticationException::new, "401", "1000", "1001", "1002", "1003", "1004", "1005");
        codes(Glm4AuthenticationException::new, "1110", "1111", "1112", "1121", "invalid_api_key");
        codes(Glm4RateLimitException::new, "1120", "1302", "1303", "1313", "1701", "rate_limit_exceeded");
        codes(Glm4OverloadedException::new, "1305", "1312");
        codes(Glm4QuotaException::new, "1113", "1304", "1308", "1309", "1310", "1311", "1314", "1315", "1316");
        codes(Glm4QuotaException::new, "1317", "1318", "1319", "1320", "1321", "insufficient_quota");
        codes(Glm4ContextLengthException::new, "1261", "context_length_exceeded");
        codes(Glm4ContentFilterException::new, "1300", "1301", "content_filter", "content_policy_violation");
        codes(Glm4RequestException::new, "1210", "1211", "1212", "1213", "1214", "1215", "1220", "1221", "1222");
        codes(Glm4RequestException::new, "1231", "1233", "1702", "1703", "model_not_found");
        codes(Glm4ServerException::new, "500", "1100", "1200", "1230", "1234");

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
        return BY_CODE.containsKey(code);
    }

    private static Kind kind(String message, FailureDetails details) {
        Kind byCode = details.code() == null ? null : BY_CODE.get(details.code());
        if (byCode != null) {
            return byCode;
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

    private static void codes(Kind kind, String... codes) {
        for (String code : codes) {
            BY_CODE.put(code, kind);
        }
    }

    @FunctionalInterface
    private interface Kind {
        Glm4Exception create(String message, Throwable cause, FailureDetails details);
    }
}
