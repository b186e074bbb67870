package io.github.camelglm4.client;

import io.github.camelglm4.client.auth.Secrets;
import io.github.camelglm4.error.ErrorBody;
import io.github.camelglm4.error.ErrorClassification;
import io.github.camelglm4.error.FailureDetails;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.error.Glm4ResponseException;
import io.github.camelglm4.error.RefusalMessage;
import io.github.camelglm4.json.Fields;
import io.github.camelglm4.json.Json;
import io.github.camelglm4.json.JsonTooLargeException;
import io.github.camelglm4.json.ObjectMemory;
import io.github.camelglm4.text.ContentType;
import io.github.camelglm4.text.PrintableText;
import io.vertx.core.MultiMap;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A complete response of the service. Creates the exception of an error response from its status, its code and its
 * message, which is shortened and printable. Without side effects.
 *
 * @param request the request
 * @param attempt number of the attempt, 1 for the first
 * @param secrets values that messages about this response must not show
 * @param status HTTP status
 * @param headers HTTP headers
 * @param bytes the decoded body in its first {@code length} bytes; must not be changed
 * @param length size of the body in bytes
 */
public record ApiResponse(
        ApiRequest request, int attempt, Secrets secrets, int status, MultiMap headers, byte[] bytes, int length) {

    /** Enough of a plain text for {@link Secrets#show}, whatever its characters are. */
    private static final int PLAIN_TEXT_BYTES = 65_536;

    private static final Set<String> PAGES =
            Set.of("text/html", "application/xhtml+xml", "application/xml", "text/xml");

    /** Returns the first value of a header, or null if absent. The name is not case-sensitive. */
    public String header(String name) {
        return headers.get(name);
    }

    /** Returns the service's request id from the headers that the platform and proxies use, or null if absent. */
    public String serverRequestId() {
        String logId = header("X-LOG-ID");
        // shown in messages and headers of the exchange, and some services echo secrets
        return secrets.showName(logId != null ? logId : header("x-request-id"));
    }

    /** As {@link #serverRequestId()}; if no header has the id, it is read from the body. */
    public String serverRequestId(Map<String, Object> body) {
        String id = serverRequestId();
        return id != null ? id : secrets.showName(Fields.text(body, "request_id"));
    }

    /** Returns the media type in lower case without parameters, or an empty string if absent. */
    public String mediaType() {
        return secrets.showName(ContentType.mediaType(header("Content-Type")));
    }

    /**
     * Returns the body, which must be one JSON object.
     *
     * @throws IOException if the body is not one JSON object (see {@link ResponseObjects}), or if the object would take
     *     more memory than {@code maxResponseSize} allows; the message contains nothing of the body
     */
    public Map<String, Object> object() throws IOException {
        return Json.readObject(bytes, 0, length, memory());
    }

    /**
     * Returns the body, which must be one JSON object, whatever surrounds it (see {@link ResponseObjects}).
     *
     * @throws Glm4ResponseException if it is not
     */
    public Map<String, Object> requireObject() {
        try {
            return object();
        } catch (IOException notOneObject) {
            try {
                List<Map<String, Object>> objects =
                        ResponseObjects.in(this, notOneObject).objects();
                if (objects.size() == 1) {
                    return objects.get(0);
                }
            } catch (IOException e) {
                throw unreadable(e);
            }
            throw unreadable(notOneObject);
        }
    }

    /** Returns the exception of a success response whose body is not a JSON object, and says what it is. */
    public Glm4ResponseException unreadable(IOException failure) {
        String type = mediaType();
        String problem;
        IOException cause = null;
        if (failure instanceof JsonTooLargeException tooLarge) {
            problem = " needs more memory than maxResponseSize of " + tooLarge.limit() + " bytes allows: "
                    + tooLarge.getMessage();
            cause = tooLarge;
        } else if (length == 0) {
            problem = ", HTTP " + status + ", is empty";
        } else if (PAGES.contains(type)) {
            problem = ", HTTP " + status + ", is a page (" + type
                    + "), not JSON: check baseUrl. A proxy or a login page may have answered";
        } else {
            problem = ", HTTP " + status + " with " + length + " bytes of "
                    + (type.isEmpty() ? "no content type" : type) + ", is not a JSON object: " + failure.getMessage();
            cause = failure;
        }
        return new Glm4ResponseException("the answer" + problem, cause, details(Map.of()));
    }

    /** Returns the memory that the objects of the body may take. */
    ObjectMemory memory() {
        return ObjectMemory.within(request.limits().maxResponseSize());
    }

    /** Returns the details of a failure that the service itself does not report. */
    public FailureDetails details(Map<String, Object> body) {
        return new FailureDetails(status, serverRequestId(body), attempt);
    }

    /** Returns the exception of an error status, for any body. */
    public Glm4Exception error() {
        try {
            return error(firstObject(), null);
        } catch (IOException notAnObject) {
            List<Map<String, Object>> errors = listedErrors();
            return errors.isEmpty()
                    ? error(new ErrorBody(null, null, plainText()), serverRequestId(), null)
                    : error(Map.of("errors", errors), null);
        }
    }

    private Map<String, Object> firstObject() throws IOException {
        try {
            return object();
        } catch (IOException notOneObject) {
            return ResponseObjects.in(this, notOneObject).objects().get(0);
        }
    }

    /**
     * Returns the exception of an error object in the body, for any status.
     *
     * @param text the text received before the error, or null
     */
    public Glm4Exception error(Map<String, Object> body, String text) {
        ErrorBody error = ErrorBody.of(body);
        boolean saysNothing = error.message().isEmpty() && error.code() == null && !Fields.isNone(body);
        return error(
                saysNothing ? new ErrorBody(null, error.type(), Json.writeText(body)) : error,
                serverRequestId(body),
                text);
    }

    private Glm4Exception error(ErrorBody error, String requestId, String text) {
        FailureDetails details = new FailureDetails(
                status,
                secrets.showName(error.code()),
                secrets.showName(error.type()),
                requestId,
                RetryAfter.of(this, Instant.now()),
                attempt,
                text,
                error.message().isBlank() ? null : secrets.show(error.message(), PrintableText.SENTENCE));
        return ErrorClassification.exception(RefusalMessage.of(details, target()), details);
    }

    /** Returns the model and the service of the request, for messages. */
    private String target() {
        String name = secrets.showName(request.model());
        String service = request.url().authority();
        return name == null ? service : "model " + name + " at " + service;
    }

    /** Returns the errors of a body that is a list. */
    private List<Map<String, Object>> listedErrors() {
        try {
            return Fields.objects(Json.readValue(text(length)));
        } catch (IOException notJson) {
            return List.of();
        }
    }

    /** Quotes plain text only: HTML pages of proxies and captive portals are of no use in a log. */
    private String plainText() {
        String type = mediaType();
        String start = text(Math.min(length, PLAIN_TEXT_BYTES));
        if (type.contains("html")
                || type.contains("xml")
                || start.stripLeading().startsWith("<")) {
            return "a page (" + (type.isEmpty() ? "no content type" : type) + ", " + length + " bytes)";
        }
        return start.strip();
    }

    private String text(int size) {
        return new String(bytes, 0, size, StandardCharsets.UTF_8);
    }
}
