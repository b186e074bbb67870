package io.github.camelglm4.error;

import java.util.Map;

/**
 * The meaning of a business code: messages of the platform are often in Chinese, and some are less clear than the code.
 * Numbers are from the "error codes" page of docs.bigmodel.cn and docs.z.ai, 2026. Names are from compatible services.
 *
 * @param kind creates its exception
 * @param meaning short text; null if the code is self-explanatory
 */
record ErrorCode(Kind kind, String meaning) {

    private static final Map<String, ErrorCode> KNOWN = Map.ofEntries(
            Map.entry("401", new ErrorCode(Glm4AuthenticationException::new, null)),
            Map.entry("500", new ErrorCode(Glm4ServerException::new, null)),
            Map.entry("1000", new ErrorCode(Glm4AuthenticationException::new, "authentication failed")),
            Map.entry("1001", new ErrorCode(Glm4AuthenticationException::new, "no Authorization header")),
            Map.entry("1002", new ErrorCode(Glm4AuthenticationException::new, "invalid token")),
            Map.entry("1003", new ErrorCode(Glm4AuthenticationException::new, "expired token, or a wrong clock")),
            Map.entry("1004", new ErrorCode(Glm4AuthenticationException::new, "the token could not be verified")),
            Map.entry("1005", new ErrorCode(Glm4AuthenticationException::new, "a second factor is required")),
            Map.entry("1100", new ErrorCode(Glm4ServerException::new, "account read or write error")),
            Map.entry("1110", new ErrorCode(Glm4AuthenticationException::new, "inactive account")),
            Map.entry("1111", new ErrorCode(Glm4AuthenticationException::new, "unknown account")),
            Map.entry("1112", new ErrorCode(Glm4AuthenticationException::new, "locked account")),
            Map.entry("1113", new ErrorCode(Glm4QuotaException::new, "no balance and no resource package")),
            Map.entry("1120", new ErrorCode(Glm4RateLimitException::new, "account temporarily inaccessible")),
            Map.entry("1121", new ErrorCode(Glm4AuthenticationException::new, "account locked for violations")),
            Map.entry("1200", new ErrorCode(Glm4ServerException::new, "API call error")),
            Map.entry("1210", new ErrorCode(Glm4RequestException::new, "invalid parameter")),
            Map.entry("1211", new ErrorCode(Glm4RequestException::new, "model not found")),
            Map.entry("1212", new ErrorCode(Glm4RequestException::new, "model does not support this kind of call")),
            Map.entry("1213", new ErrorCode(Glm4RequestException::new, "required field missing")),
            Map.entry("1214", new ErrorCode(Glm4RequestException::new, "invalid field value")),
            Map.entry("1215", new ErrorCode(Glm4RequestException::new, "mutually exclusive fields")),
            Map.entry("1220", new ErrorCode(Glm4RequestException::new, "no permission for this API")),
            Map.entry("1221", new ErrorCode(Glm4RequestException::new, "API taken offline")),
            Map.entry("1222", new ErrorCode(Glm4RequestException::new, "unknown API")),
            Map.entry("1230", new ErrorCode(Glm4ServerException::new, "processing error")),
            Map.entry("1231", new ErrorCode(Glm4RequestException::new, "duplicate request_id")),
            Map.entry("1233", new ErrorCode(Glm4RequestException::new, "unknown task")),
            Map.entry("1234", new ErrorCode(Glm4ServerException::new, "network error")),
            Map.entry("1261", new ErrorCode(Glm4ContextLengthException::new, "prompt too long")),
            Map.entry("1300", new ErrorCode(Glm4ContentFilterException::new, "blocked by policy")),
            Map.entry("1301", new ErrorCode(Glm4ContentFilterException::new, "sensitive content")),
            Map.entry("1302", new ErrorCode(Glm4RateLimitException::new, "concurrency limit of the account")),
            Map.entry("1303", new ErrorCode(Glm4RateLimitException::new, "request rate too high")),
            Map.entry("1304", new ErrorCode(Glm4QuotaException::new, "daily call limit reached")),
            Map.entry("1305", new ErrorCode(Glm4OverloadedException::new, "model overloaded")),
            Map.entry("1308", new ErrorCode(Glm4QuotaException::new, "usage limit of the plan reached")),
            Map.entry("1309", new ErrorCode(Glm4QuotaException::new, "plan expired")),
            Map.entry("1310", new ErrorCode(Glm4QuotaException::new, "weekly or monthly limit reached")),
            Map.entry("1311", new ErrorCode(Glm4QuotaException::new, "plan does not include this model")),
            Map.entry("1312", new ErrorCode(Glm4OverloadedException::new, "model busy")),
            Map.entry("1313", new ErrorCode(Glm4RateLimitException::new, "fair-use limit")),
            Map.entry("1314", new ErrorCode(Glm4QuotaException::new, "key or plan not valid here")),
            Map.entry("1315", new ErrorCode(Glm4QuotaException::new, "key or plan not valid here")),
            Map.entry("1316", new ErrorCode(Glm4QuotaException::new, "5-hour limit reached")),
            Map.entry("1317", new ErrorCode(Glm4QuotaException::new, "7-day limit reached")),
            Map.entry("1318", new ErrorCode(Glm4QuotaException::new, "spending limit reached")),
            Map.entry("1319", new ErrorCode(Glm4QuotaException::new, "spending limit reached")),
            Map.entry("1320", new ErrorCode(Glm4QuotaException::new, "spending limit reached")),
            Map.entry("1321", new ErrorCode(Glm4QuotaException::new, "spending limit reached")),
            Map.entry("1701", new ErrorCode(Glm4RateLimitException::new, "concurrency limit of web search")),
            Map.entry("1702", new ErrorCode(Glm4RequestException::new, "unknown search engine")),
            Map.entry("1703", new ErrorCode(Glm4RequestException::new, "web search without results")),
            Map.entry("content_filter", new ErrorCode(Glm4ContentFilterException::new, null)),
            Map.entry("content_policy_violation", new ErrorCode(Glm4ContentFilterException::new, null)),
            Map.entry("context_length_exceeded", new ErrorCode(Glm4ContextLengthException::new, null)),
            Map.entry("insufficient_quota", new ErrorCode(Glm4QuotaException::new, null)),
            Map.entry("invalid_api_key", new ErrorCode(Glm4AuthenticationException::new, null)),
            Map.entry("model_not_found", new ErrorCode(Glm4RequestException::new, null)),
            Map.entry("rate_limit_exceeded", new ErrorCode(Glm4RateLimitException::new, null)));

    /** Returns the entry of a code; null for null and for a code that is not documented. */
    static ErrorCode of(String code) {
        return code == null ? null : KNOWN.get(code);
    }

    @FunctionalInterface
    interface Kind {
        Glm4Exception create(String message, Throwable cause, FailureDetails details);
    }
}
