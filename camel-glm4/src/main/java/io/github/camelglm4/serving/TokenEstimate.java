package io.github.camelglm4.serving;

import io.github.camelglm4.chat.ChatCompletionRequest;
import io.github.camelglm4.chat.ChatMessage;

/** Estimates numbers of tokens where no service reports them. Pure. */
final class TokenEstimate {

    private static final int CHARS_PER_TOKEN = 4;

    /** What an answer is expected to have if the request sets no {@code max_tokens}. */
    private static final int ANSWER = 1_000;

    private TokenEstimate() {}

    static long ofChars(long chars) {
        return (chars + CHARS_PER_TOKEN - 1) / CHARS_PER_TOKEN;
    }

    static long prompt(ChatCompletionRequest request) {
        long chars = 0;
        for (ChatMessage message : request.messages()) {
            chars += message.text().length();
        }
        return ofChars(chars);
    }

    /** The most that the answer can have, or what it is expected to have. */
    static long answer(ChatCompletionRequest request) {
        return request.parameters().get("max_tokens") instanceof Integer most ? most : ANSWER;
    }
}
