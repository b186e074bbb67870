package io.github.camelglm4.serving;

import io.github.camelglm4.chat.ChatCompletion;

/** The form in which an answer goes out. Called on the event loop of the request. */
interface AnswerBody {

    void text(String text);

    void reasoning(String text);

    /** Something came that goes out with the end only, such as a piece of a call of a tool. */
    void busy();

    /** The last call: ends the response. The text of the first choice came before, piece by piece. */
    void end(ChatCompletion last);

    /** The last call, in place of the end, when the source failed. */
    void fail(ApiError error);
}
