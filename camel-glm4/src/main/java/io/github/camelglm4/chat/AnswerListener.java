package io.github.camelglm4.chat;

/** Called as the answer to one request comes in. Must be quick: an event loop may call. */
public interface AnswerListener {

    /** A chunk of a streamed answer was read; one after the other. */
    void chunk();

    /** The answer is whole, and nobody has it yet. */
    void answered(ChatCompletion answer);
}
