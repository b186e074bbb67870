package io.github.camelglm4.vertx;

/** Ends a request that has no body. */
public final class NoUpload extends RequestUpload {

    @Override
    protected void begin() {
        endEmpty();
    }
}
