package io.github.camelglm4.serving;

import io.github.camelglm4.json.Json;
import io.github.camelglm4.text.PrintableText;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The error that a caller gets when its request has no answer, in the shape that clients of OpenAI's API expect.
 *
 * @param status HTTP status
 * @param type kind of error, as OpenAI names them
 * @param code which one, or null
 * @param param the field of the request that is wrong, or null
 * @param message for people; reveals no internals
 * @param retryAfter when another attempt makes sense, or null
 */
public record ServedError(int status, String type, String code, String param, String message, Duration retryAfter) {

    private static final String INVALID = "invalid_request_error";

    /** The request is wrong: 400. */
    public static ServedError badRequest(String param, String message) {
        return new ServedError(400, INVALID, null, param, message, null);
    }

    /** The caller is not known: 401. */
    static ServedError unauthorized(boolean keyPresent) {
        return keyPresent
                ? invalid(401, "invalid_api_key", "The API key is not valid for this model.")
                : invalid(401, "missing_api_key", "An API key is needed, as the header Authorization: Bearer KEY.");
    }

    /** The server is asked under a name that is not its own: 403. */
    static ServedError foreignHost(String host) {
        return foreign("host", host, "to localhost, to its own address, and to the names in the option serverHosts.");
    }

    /** A web page of another origin asks: 403. */
    static ServedError foreignOrigin(String origin) {
        return foreign("origin", origin, "to pages of its own address, and of the origins in the option serverCors.");
    }

    private static ServedError foreign(String what, String name, String allowed) {
        return invalid(
                403,
                what + "_not_allowed",
                "The " + what + " " + PrintableText.name(name) + " is not allowed: without API keys the server answers "
                        + allowed);
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

    static ServedError unknownPath(String path) {
        return invalid(404, "unknown_url", "There is nothing at " + PrintableText.name(path) + ".");
    }

    static ServedError methodNotAllowed(String method, String allowed) {
        return invalid(405, "method_not_allowed", "Method " + method + " is not allowed here: use " + allowed);
    }

    static ServedError tooLarge(int limit) {
        return invalid(413, "request_too_large", "The request is larger than " + limit + " bytes.");
    }

    /** Its text may be small, but not what becomes of it. */
    static ServedError tooManyValues(int limit) {
        return invalid(
                413,
                "request_too_large",
                "The request has more objects, lists and values than a limit of " + limit + " bytes allows.");
    }

    static ServedError tooSlow() {
        return invalid(408, "request_timeout", "The rest of the request did not come.");
    }

    static ServedError notJson(String what) {
        return invalid(415, "unsupported_media_type", what);
    }

    /** The model does not take requests now: 503. */
    public static ServedError unavailable() {
        return new ServedError(
                503, "server_error", "model_unavailable", null, "The model does not take requests now.", null);
    }

    /** The server holds as many requests as it can: 503. */
    static ServedError busy() {
        return new ServedError(
                503,
                "overloaded_error",
                "server_busy",
                null,
                "The server has too many requests at the moment.",
                Duration.ofSeconds(1));
    }

    /** Something went wrong that is nobody's business outside: 500. */
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
