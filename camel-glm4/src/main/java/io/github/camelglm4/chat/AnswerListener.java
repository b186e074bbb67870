package io.github.camelglm4.chat;

/** Receives events of the answer to one request. Methods must return quickly, because an event loop may call them. */
public interface AnswerListener {

    /** Called for each chunk of a streamed answer, never concurrently. */
    void chunk();

    /** Called when the answer is complete, before it is passed on. */
    void answered(ChatCompletion answer);
}
