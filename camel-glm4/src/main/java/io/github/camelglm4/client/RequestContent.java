package io.github.camelglm4.client;

import io.github.camelglm4.vertx.RequestUpload;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;

/** The method of a request, and the body that it sends. Immutable: a retry sends it again. */
public interface RequestContent {

    HttpMethod method();

    /** Returns the Content-Type of the body, or null if there is no body. */
    String mediaType();

    /**
     * Returns the body of one attempt, not started yet.
     *
     * @param vertx reads files
     * @param retry 0 for the first attempt
     */
    RequestUpload upload(Vertx vertx, int retry);

    /** Requests without a body. Repeating one does no harm, even if its first attempt was processed. */
    enum Empty implements RequestContent {
        GET(HttpMethod.GET),
        DELETE(HttpMethod.DELETE);

        private final HttpMethod method;

        Empty(HttpMethod method) {
            this.method = method;
        }

        @Override
        public HttpMethod method() {
            return method;
        }

        @Override
        public String mediaType() {
            return null;
        }

        @Override
        public RequestUpload upload(Vertx vertx, int retry) {
            return RequestUpload.none();
        }
    }
}
