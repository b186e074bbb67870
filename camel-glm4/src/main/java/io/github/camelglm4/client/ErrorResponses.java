package io.github.camelglm4.client;

import io.github.camelglm4.client.auth.Secrets;
import io.github.camelglm4.error.ErrorBody;
import io.github.camelglm4.error.ErrorClassification;
import io.github.camelglm4.error.FailureDetails;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.error.NoValue;
import io.github.camelglm4.error.RefusalMessage;
import io.github.camelglm4.json.Fields;
import io.github.camelglm4.json.Json;
import io.github.camelglm4.text.PrintableText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Makes the exception of an error response: status, code, and the message of the service, clipped and printable. */
public final class ErrorResponses {

    /** Enough of a plain text for {@link Secrets#show}, whatever the characters are. */
    private static final int PLAIN_TEXT_BYTES = 65_536;

    private ErrorResponses() {}

    /** The exception of a response with an error status, whatever its body is. */
    public static Glm4Exception exception(ApiResponse response) {
        try {
            return exception(response, ResponseObjects.of(response).objects().get(0));
        } catch (IOException notAnObject) {
            List<Map<String, Object>> errors = list(response);
            return errors.isEmpty()
                    ? exception(
                            response, new ErrorBody(null, null, plainText(response)), response.serverRequestId(), null)
                    : exception(response, Map.of("errors", errors));
        }
    }

    /** The errors of a body that is a list of them. */
    private static List<Map<String, Object>> list(ApiResponse response) {
        try {
            return Fields.objects(
                    Json.readValue(new String(response.bytes(), 0, response.length(), StandardCharsets.UTF_8)));
        } catch (IOException notJson) {
            return List.of();
        }
    }

    /** The exception of a response whose body is an error object, whatever its status is. */
    public static Glm4Exception exception(ApiResponse response, Map<String, Object> body) {
        return exception(response, body, null);
    }

    /** The same, of an error that came after some text. */
    public static Glm4Exception exception(ApiResponse response, Map<String, Object> body, String text) {
        ErrorBody error = ErrorBody.of(body);
        boolean saysNothing = error.message().isEmpty() && error.code() == null && !NoValue.isNone(body);
        return exception(
                response,
                saysNothing ? new ErrorBody(null, error.type(), Json.writeText(body)) : error,
                response.serverRequestId(body),
                text);
    }

    private static Glm4Exception exception(ApiResponse response, ErrorBody error, String requestId, String text) {
        FailureDetails details = new FailureDetails(
                response.status(),
                response.secrets().showName(error.code()),
                response.secrets().showName(error.type()),
                requestId,
                RetryAfter.of(response, Instant.now()),
                response.attempt().number(),
                text,
                error.message().isBlank() ? null : response.secrets().show(error.message(), PrintableText.SENTENCE));
        return ErrorClassification.exception(
                RefusalMessage.of(details, response.attempt().target()), details);
    }

    /** Pages of proxies and captive portals help nobody in a log; only plain text is quoted. */
    private static String plainText(ApiResponse response) {
        String type = response.mediaType();
        String start =
                new String(response.bytes(), 0, Math.min(response.length(), PLAIN_TEXT_BYTES), StandardCharsets.UTF_8);
        if (type.contains("html")
                || type.contains("xml")
                || start.stripLeading().startsWith("<")) {
            return "a page (" + (type.isEmpty() ? "no content type" : type) + ", " + response.length() + " bytes)";
        }
        return start.strip();
    }
}
