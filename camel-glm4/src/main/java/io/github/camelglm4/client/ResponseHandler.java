package io.github.camelglm4.client;

import io.github.camelglm4.error.Glm4Exception;
import io.vertx.core.buffer.Buffer;

/**
 * Receives the response of one attempt piece by piece. All methods are called on one event loop, in the order head,
 * data, then one of end and lost, and nothing after that. They must not block.
 */
public interface ResponseHandler {

    /** The head of the response is complete. */
    void head(IncomingResponse response);

    /** A piece of the decoded body; it is not touched any more by whoever sent it. */
    void data(Buffer piece);

    /** The response is complete as far as HTTP can tell. */
    void end();

    /** The response broke off, or the call was ended from this side. */
    void lost(Glm4Exception failure);
}
