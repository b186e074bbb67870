package io.github.camelglm4.client;

import io.github.camelglm4.vertx.BytesUpload;
import io.github.camelglm4.vertx.RequestUpload;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;

/** A POST of JSON. */
@FunctionalInterface
public interface JsonContent extends RequestContent {

    /**
     * Returns JSON in UTF-8; equal bytes for equal {@code retry}.
     *
     * @param retry 0 for the first attempt
     */
    byte[] bytes(int retry);

    @Override
    default HttpMethod method() {
        return HttpMethod.POST;
    }

    @Override
    default String mediaType() {
        return "application/json";
    }

    @Override
    default RequestUpload upload(Vertx vertx, int retry) {
        return new BytesUpload(bytes(retry));
    }
}
