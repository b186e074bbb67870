package io.github.camelglm4.client;

import io.github.camelglm4.client.auth.Secrets;
import io.github.camelglm4.error.ErrorBody;
import io.github.camelglm4.error.ErrorClassification;
import io.github.camelglm4.error.FailureDetails;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.error.RefusalMessage;
import io.github.camelglm4.json.Fields;
import io.github.camelglm4.json.Json;
import io.github.camelglm4.json.ObjectMemory;
import io.github.camelglm4.text.ContentType;
import io.github.camelglm4.text.PrintableText;
import io.vertx.core.MultiMap;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A whole response of the service, and the exception that it is when it reports an error: status, code, and the message
 * of the service, clipped and printable. Pure.
 *
 * @param request what was asked
 * @param attempt which attempt of its call has this response, 1 for the first
 * @param secrets what a message made of this response must not show
 * @param status HTTP status
 * @param headers HTTP headers
 * @param bytes holds the decoded body in its first {@code length} bytes; not to be changed
 * @param length size of the body in bytes
 */
public record ApiResponse(
        ApiRequest request, int attempt, Secrets secrets, int status, MultiMap headers, byte[] bytes, int length) {

    /** Enough of a plain text for {@link Secrets#show}, whatever the characters are. */
    private static final int PLAIN_TEXT_BYTES = 65_536;

    /** A header's first value, the name in any case; null when absent. */
    public String header(String name) {
        return headers.get(name);
    }

    /**
     * The id under which the service knows the request, from the headers that platform and proxies use; null when
     * absent.
     */
    public String serverRequestId() {
        String logId = header("X-LOG-ID");
        // it goes into messages and headers of the exchange, and there are services that echo more than they should
        return secrets.showName(logId != null ? logId : header("x-request-id"));
    }

    /** The same; where no header has it, the body may. */
    public String serverRequestId(Map<String, Object> body) {
        String id = serverRequestId();
        return id != null ? id : secrets.showName(Fields.text(body, "request_id"));
    }

    /** The media type in lower case without its parameters; empty when absent. */
    public String mediaType() {
        return secrets.showName(ContentType.mediaType(header("Content-Type")));
    }

    /**
     * The body, which should be one JSON object.
     *
     * @throws IOException if it is something else ({@link ResponseObjects} may find objects in it), or if the object
     *     would take more memory than the limit of the body's size allows; the message contains nothing of the body
     */
    public Map<String, Object> object() throws IOException {
        return Json.readObject(bytes, 0, length, memory());
    }

    /** What the objects in the body may take. */
    ObjectMemory memory() {
        return ObjectMemory.within(request.limits().maxResponseSize());
    }

    /** Details of a failure that the service itself does not report. */
    public FailureDetails details(Map<String, Object> body) {
        return new FailureDetails(status, serverRequestId(body), attempt);
    }

    /** The exception of an error status, whatever the body is. */
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
     * The exception of an error object in the body, whatever the status is.
     *
     * @param text that came before the error; or null
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

    /** The model and service that the request went to, for messages. */
    private String target() {
        String name = secrets.showName(request.model());
        String service = request.url().authority();
        return name == null ? service : "model " + name + " at " + service;
    }

    /** The errors of a body that is a list of them. */
    private List<Map<String, Object>> listedErrors() {
        try {
            return Fields.objects(Json.readValue(text(length)));
        } catch (IOException notJson) {
            return List.of();
        }
    }

    /** Pages of proxies and captive portals help nobody in a log; only plain text is quoted. */
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
