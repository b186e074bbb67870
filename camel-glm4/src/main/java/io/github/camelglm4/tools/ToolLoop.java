package io.github.camelglm4.tools;

import io.github.camelglm4.ChatCompletionRequest;
import io.github.camelglm4.chat.ChatReply;
import io.github.camelglm4.client.Glm4Client;
import io.github.camelglm4.model.ChatModel;
import io.github.camelglm4.stream.OpenedStream;
import io.github.camelglm4.stream.StreamRelay;
import io.github.camelglm4.stream.StreamRelay.Next;
import io.github.camelglm4.stream.StreamSettings;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * A model with tools, in front of another one: its calls of functions are run, and it is asked again with their results, until
 * it answers. Text flows as it comes, of every round. No thread waits for a model or a tool. For one exchange.
 */
public final class ToolLoop implements ChatModel {

    private final ChatModel model;
    private final ToolOffer offer;
    private final ToolUse use;
    private final ToolLimits limits;
    private final StreamSettings streams;
    private final Glm4Client client;

    public ToolLoop(
            ChatModel model,
            ToolOffer offer,
            ToolUse use,
            ToolLimits limits,
            StreamSettings streams,
            Glm4Client client) {
        this.model = model;
        this.offer = offer;
        this.use = use;
        this.limits = limits;
        this.streams = streams;
        this.client = client;
    }

    @Override
    public void ask(ChatCompletionRequest request, CompletableFuture<ChatReply> answer) {
        ask(new ToolConversation(request, offer, use, limits, client), answer);
    }

    private void ask(ToolConversation conversation, CompletableFuture<ChatReply> answer) {
        CompletableFuture<ChatReply> reply = new CompletableFuture<>();
        reply.thenCompose(conversation::after).whenComplete((end, failure) -> {
            if (failure != null) {
                answer.completeExceptionally(cause(failure));
            } else if (end != null) {
                answer.complete(end);
            } else {
                askAgain(conversation, answer);
            }
        });
        model.ask(conversation.request(), reply);
    }

    private void askAgain(ToolConversation conversation, CompletableFuture<ChatReply> answer) {
        try {
            ask(conversation, answer);
        } catch (RuntimeException e) {
            answer.completeExceptionally(e);
        }
    }

    @Override
    public void stream(ChatCompletionRequest request, CompletableFuture<OpenedStream> answer) {
        ToolConversation conversation = new ToolConversation(request, offer, use, limits, client);
        StreamRelay.Sequel sequel = (part, next) -> goOn(conversation, part, next);
        CompletableFuture<OpenedStream> first = new CompletableFuture<>();
        first.whenComplete((opened, failure) -> {
            if (failure != null) {
                answer.completeExceptionally(cause(failure));
            } else {
                answer.complete(StreamRelay.open(opened, sequel, streams, client, client.continuations()));
            }
        });
        model.stream(conversation.request(), first);
    }

    private void goOn(ToolConversation conversation, ChatReply part, CompletableFuture<Next> next) {
        CompletableFuture<ChatReply> after = conversation.after(part);
        next.whenComplete((found, nobodyReads) -> {
            if (nobodyReads != null) {
                conversation.giveUp();
            }
        });
        after.whenComplete((end, failure) -> {
            if (failure != null) {
                next.completeExceptionally(cause(failure));
            } else if (end != null) {
                next.complete(Next.end(end));
            } else if (!next.isDone()) {
                streamAgain(conversation, next);
            }
        });
    }

    private void streamAgain(ToolConversation conversation, CompletableFuture<Next> next) {
        CompletableFuture<OpenedStream> opened = new CompletableFuture<>();
        opened.whenComplete((stream, failure) -> {
            if (failure != null) {
                next.completeExceptionally(cause(failure));
            } else if (!next.complete(Next.part(stream))) {
                stream.pipe().close();
            }
        });
        next.whenComplete((found, nobodyReads) -> opened.cancel(false));
        try {
            model.stream(conversation.request(), opened);
        } catch (RuntimeException e) {
            next.completeExceptionally(e);
        }
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
