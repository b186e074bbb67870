package io.github.camelglm4.chat;

import io.github.camelglm4.ChatCompletion;

/**
 * A whole answer, with what the way it took says.
 *
 * @param completion      the answer
 * @param serverRequestId the id under which the service knows the request, or null
 * @param attempts        HTTP requests sent for it
 */
public record ChatReply(ChatCompletion completion, String serverRequestId, int attempts) {}
