package io.github.camelglm4.vertx.server;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;

/**
 * Whether it is certain where the body of a request ends. If a proxy in front and this server could disagree, the rest of one
 * caller's body would be read as another caller's request. Source: RFC 9112, sections 6.1 and 6.3. Pure.
 */
final class RequestFraming {

    private RequestFraming() {}

    /**
     * @param contentLengths how many headers Content-Length the request had
     * @return what is wrong, or null
     */
    static String fault(HttpVersion version, HttpHeaders headers, int contentLengths) {
        if (contentLengths > 1) {
            return "more than one Content-Length";
        }
        List<String> codings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
        if (codings.isEmpty()) {
            return null;
        }
        if (contentLengths > 0) {
            return "Content-Length and Transfer-Encoding";
        }
        if (!version.equals(HttpVersion.HTTP_1_1)) {
            return "Transfer-Encoding in " + version;
        }
        return codings.size() == 1 && HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(codings.get(0))
                ? null
                : "a Transfer-Encoding other than chunked";
    }
}
