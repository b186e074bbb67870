package io.github.camelglm4.client;

import io.github.camelglm4.error.Glm4Exception;
import io.vertx.core.buffer.Buffer;

/**
 * Receives the response of one attempt piece by piece. All methods are called on one event loop, in this order: head,
 * data, then one of end and lost. They must not block.
 */
public interface ResponseHandler {

    /** The head of the response is complete. */
    void head(IncomingResponse response);

    /** A piece of the decoded body; the sender no longer changes it. */
    void data(Buffer piece);

    /** The response is complete according to HTTP. */
    void end();

    /** The response was cut off, or the client ended the call. */
    void lost(Glm4Exception failure);
}
