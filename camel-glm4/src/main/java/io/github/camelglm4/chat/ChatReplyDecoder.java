package io.github.camelglm4.chat;

import io.github.camelglm4.ChatCompletion;
import io.github.camelglm4.client.ErrorReplies;
import io.github.camelglm4.client.HttpReply;
import io.github.camelglm4.client.ReplyDecoder;
import io.github.camelglm4.error.ErrorBody;
import io.github.camelglm4.error.FailureDetails;
import io.github.camelglm4.error.Glm4ResponseException;
import io.github.camelglm4.json.Fields;
import io.github.camelglm4.json.Json;
import java.io.IOException;
import java.util.Map;
import java.util.Set;

/**
 * Reads a success answer: a chat completion, or an error all the same. The content type is not asked for when the body is
 * a completion: some proxies send it as {@code application/octet-stream}. A page is never taken for an answer. Immutable.
 */
public final class ChatReplyDecoder implements ReplyDecoder<ChatReply> {

    private static final Set<String> PAGES =
            Set.of("text/html", "application/xhtml+xml", "application/xml", "text/xml");

    private final boolean stripThinking;

    /** @param stripThinking whether a thinking part in the text becomes reasoning */
    public ChatReplyDecoder(boolean stripThinking) {
        this.stripThinking = stripThinking;
    }

    @Override
    public ChatReply decode(HttpReply reply) {
        Map<String, Object> body = body(reply);
        if (ErrorBody.isError(body, body.get("choices") != null)) {
            throw ErrorReplies.exception(reply, body);
        }
        ChatCompletion completion = new AnswerNames(reply.secrets()).in(ChatCompletion.of(body));
        FailureDetails details = details(reply, completion);
        if (completion.choices().isEmpty()) {
            throw new Glm4ResponseException("the answer has no choices", null, details);
        }
        FinishReasons.requireWhole(completion, details);
        return new ChatReply(
                stripThinking ? Thinking.strip(completion) : completion, details.serverRequestId(), reply.attempt());
    }

    private static Map<String, Object> body(HttpReply reply) {
        FailureDetails details =
                new FailureDetails(reply.status(), null, null, reply.serverRequestId(), null, reply.attempt(), null);
        if (reply.length() == 0) {
            throw new Glm4ResponseException("the answer, HTTP " + reply.status() + ", is empty", null, details);
        }
        if (PAGES.contains(reply.mediaType())) {
            throw new Glm4ResponseException(
                    "the answer, HTTP " + reply.status() + ", is a page (" + reply.mediaType()
                            + ") and no JSON: is baseUrl right, is there a login page on the way?",
                    null,
                    details);
        }
        try {
            return Json.readObject(reply.bytes(), 0, reply.length());
        } catch (IOException e) {
            throw new Glm4ResponseException(
                    "the answer, HTTP " + reply.status() + " with " + reply.length() + " bytes of "
                            + (reply.mediaType().isEmpty() ? "no content type" : reply.mediaType())
                            + ", is no JSON object: " + e.getMessage(),
                    e,
                    details);
        }
    }

    private static FailureDetails details(HttpReply reply, ChatCompletion completion) {
        String id = reply.serverRequestId();
        return new FailureDetails(
                reply.status(),
                null,
                null,
                id != null ? id : reply.secrets().showName(Fields.text(completion.others(), "request_id")),
                null,
                reply.attempt(),
                null);
    }
}
