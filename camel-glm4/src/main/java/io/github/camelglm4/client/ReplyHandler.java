package io.github.camelglm4.client;

import io.github.camelglm4.error.Glm4Exception;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

/**
 * Receives one answer of the service piece by piece. One instance a request; all methods are called on one event loop,
 * in the order head, data, then one of end and lost, and nothing after that.
 */
interface ReplyHandler {

    /** The head of an answer is complete. */
    void head(int status, MultiMap headers, ReplyFlow flow);

    /** A piece of the decoded body; it is not touched any more by whoever sent it. */
    void data(Buffer piece);

    /** The answer is whole as far as HTTP can tell. */
    void end();

    /** The answer broke off, or the call was ended from this side. */
    void lost(Glm4Exception failure);
}
