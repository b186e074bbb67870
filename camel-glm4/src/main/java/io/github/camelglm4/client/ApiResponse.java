package io.github.camelglm4.client;

import io.github.camelglm4.client.auth.Secrets;
import io.github.camelglm4.error.FailureDetails;
import io.github.camelglm4.json.Fields;
import io.github.camelglm4.text.ContentType;
import io.vertx.core.MultiMap;
import java.util.Map;

/**
 * A whole response of the service.
 *
 * @param attempt the request
 * @param status  HTTP status
 * @param headers HTTP headers
 * @param bytes   holds the decoded body in its first {@code length} bytes; not to be changed
 * @param length  size of the body in bytes
 */
public record ApiResponse(AttemptInfo attempt, int status, MultiMap headers, byte[] bytes, int length) {

    /** What a message made of this response must not show. */
    public Secrets secrets() {
        return attempt.secrets();
    }

    /** A header's first value, the name in any case; null when absent. */
    public String header(String name) {
        return headers.get(name);
    }

    /** The id under which the service knows the request, from the headers that platform and proxies use; null when absent. */
    public String serverRequestId() {
        String logId = header("X-LOG-ID");
        // it goes into messages and headers of the exchange, and there are services that echo more than they should
        return secrets().showName(logId != null ? logId : header("x-request-id"));
    }

    /** The same; where no header has it, the body may. */
    public String serverRequestId(Map<String, Object> body) {
        String id = serverRequestId();
        return id != null ? id : secrets().showName(Fields.text(body, "request_id"));
    }

    /** Details of a failure that the service itself does not report. */
    public FailureDetails details(Map<String, Object> body) {
        return new FailureDetails(status, null, null, serverRequestId(body), null, attempt.number(), null);
    }

    /** The media type in lower case without its parameters; empty when absent. */
    public String mediaType() {
        return secrets().showName(ContentType.mediaType(header("Content-Type")));
    }
}
