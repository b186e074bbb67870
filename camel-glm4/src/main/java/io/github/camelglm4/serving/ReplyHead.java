package io.github.camelglm4.serving;

import io.github.camelglm4.chat.ChatCompletion;
import java.util.UUID;

/**
 * What stands in every piece of an answer.
 *
 * @param id      the answer's id
 * @param created seconds since 1970
 * @param model   the name that was asked for, as it was written
 */
record ReplyHead(String id, long created, String model) {

    static ReplyHead of(Reply reply, String model) {
        String id;
        Long created = null;
        if (reply instanceof Reply.Whole whole) {
            ChatCompletion completion = whole.completion();
            id = completion.id();
            created = completion.created();
        } else {
            id = ((Reply.Streamed) reply).id();
        }
        return new ReplyHead(
                id == null || id.isBlank() ? "chatcmpl-" + UUID.randomUUID() : id,
                created == null ? System.currentTimeMillis() / 1000 : created,
                model);
    }
}
