package io.github.camelglm4.serving;

import io.github.camelglm4.json.Json;
import io.github.camelglm4.text.PrintableText;
import io.github.camelglm4.usage.Admission;
import io.github.camelglm4.usage.Limit;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The error response for a caller, in the format of OpenAI's API.
 *
 * @param status HTTP status
 * @param type error type of OpenAI's API
 * @param code error code, or null
 * @param param the invalid field of the request, or null
 * @param message readable text without internals
 * @param retryAfter delay before a retry, or null
 */
public record ServedError(int status, String type, String code, String param, String message, Duration retryAfter) {

    private static final String INVALID = "invalid_request_error";
    private static final String QUOTA = "insufficient_quota";

    /** 400: the request is invalid. */
    public static ServedError badRequest(String param, String message) {
        return new ServedError(400, INVALID, null, param, message, null);
    }

    /** 401: the key is missing or invalid. */
    static ServedError unauthorized(boolean keyPresent) {
        return keyPresent
                ? invalid(401, "invalid_api_key", "The API key is not valid for this model.")
                : invalid(401, "missing_api_key", "An API key is required in the header Authorization: Bearer KEY.");
    }

    /** 403: the host name of the request is not a name of the server. */
    static ServedError foreignHost(String host) {
        return foreign("host", host, "to localhost, its own address and the names in the option serverHosts.");
    }

    /** 403: the request is from a web page of another origin. */
    static ServedError foreignOrigin(String origin) {
        return foreign("origin", origin, "from pages of its own address and of the origins in the option serverCors.");
    }

    private static ServedError foreign(String what, String name, String allowed) {
        return invalid(
                403,
                what + "_not_allowed",
                "The " + what + " " + PrintableText.name(name) + " is not allowed: without API keys, the server only"
                        + " accepts requests " + allowed);
    }

    /** The key was valid once: 401. */
    static ServedError expiredKey() {
        return invalid(401, "expired_api_key", "The API key has expired.");
    }

    /** A limit of the caller is reached, or not known: 429 or 503. */
    static ServedError overLimit(Admission refused) {
        Limit limit = refused.over();
        if (limit == null) {
            String message = "The limits of the caller are not known at the moment.";
            return new ServedError(503, "server_error", "limits_unavailable", null, message, refused.retryAfter());
        }
        String message = "The limit " + limit.field() + " of " + refused.allowed()
                + (refused.isHeld() ? " is held by calls in progress." : " is reached.");
        return limit.isBudget() && !refused.isHeld()
                ? new ServedError(429, QUOTA, QUOTA, null, message, refused.retryAfter())
                : new ServedError(429, "rate_limit_error", "rate_limit_exceeded", null, message, refused.retryAfter());
    }

    static ServedError unknownModel(String model) {
        return new ServedError(
                404,
                INVALID,
                "model_not_found",
                "model",
                "The model " + PrintableText.name(model) + " does not exist.",
                null);
    }

    /** 404: a route with this name serves another operation. */
    static ServedError otherPath(String model, String asked, String served) {
        return new ServedError(
                404,
                INVALID,
                "model_not_found",
                "model",
                "The model " + PrintableText.name(model) + " is not served at " + asked + ", but at " + served + ".",
                null);
    }

    static ServedError unknownPath(String path) {
        return invalid(404, "unknown_url", "The path " + PrintableText.name(path) + " does not exist.");
    }

    static ServedError methodNotAllowed(String method, String allowed) {
        return invalid(
                405, "method_not_allowed", "The method " + method + " is not allowed for this path: use " + allowed);
    }

    static ServedError tooLarge(int limit) {
        return invalid(413, "request_too_large", "The request is larger than " + limit + " bytes.");
    }

    /** The text may be small, but its parsed objects are not. */
    static ServedError tooManyValues(int limit) {
        return invalid(
                413,
                "request_too_large",
                "The objects, lists and values of the request exceed the limit of " + limit + " bytes.");
    }

    static ServedError tooSlow() {
        return invalid(408, "request_timeout", "The request body was not received in time.");
    }

    static ServedError notJson(String what) {
        return invalid(415, "unsupported_media_type", what);
    }

    /** 503: the model does not accept requests at the moment. */
    public static ServedError unavailable() {
        return new ServedError(
                503,
                "server_error",
                "model_unavailable",
                null,
                "The model does not accept requests at the moment.",
                null);
    }

    /** 503: the server has reached its memory limit for requests. */
    static ServedError busy() {
        return new ServedError(
                503,
                "overloaded_error",
                "server_busy",
                null,
                "The server has too many requests at the moment.",
                Duration.ofSeconds(1));
    }

    /** 500: any other failure. The details are hidden from the caller. */
    public static ServedError internal() {
        return new ServedError(500, "server_error", null, null, "The model failed to answer.", null);
    }

    private static ServedError invalid(int status, String code, String message) {
        return new ServedError(status, INVALID, code, null, message, null);
    }

    byte[] json() {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("message", message);
        error.put("type", type);
        error.put("param", param);
        error.put("code", code);
        return Json.write(Map.of("error", error));
    }
}
