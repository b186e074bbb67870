package io.github.camelglm4.client;

/** What the reader of an answer can do about it. Methods may be called from any thread. */
interface ReplyFlow {

    /** The reader needs no more: the connection is closed, nothing is called any more. */
    void cancel();
}
