package io.github.camelglm4.model;

import io.github.camelglm4.chat.ChatCompletionRequest;
import io.github.camelglm4.chat.ChatReply;
import java.util.concurrent.CompletableFuture;

/** Does not change requests; the test decides what follows a reply. */
class AskedStep implements Step {

    int timesAsked;
    ChatReply asked;
    CompletableFuture<Next> next;
    boolean givenUp;

    @Override
    public CompletableFuture<ChatCompletionRequest> before(ChatCompletionRequest request) {
        return CompletableFuture.completedFuture(request);
    }

    @Override
    public CompletableFuture<Next> after(ChatReply reply) {
        timesAsked++;
        asked = reply;
        next = new CompletableFuture<>();
        return next;
    }

    @Override
    public void giveUp() {
        givenUp = true;
    }
}
