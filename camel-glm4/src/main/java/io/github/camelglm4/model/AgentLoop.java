package io.github.camelglm4.model;

import io.github.camelglm4.chat.ChatCompletionRequest;
import io.github.camelglm4.chat.ChatReply;
import io.github.camelglm4.client.Glm4Client;
import io.github.camelglm4.error.AsyncFailure;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.stream.AnswerSettings;
import io.github.camelglm4.stream.ConcatenatedStream;
import io.github.camelglm4.stream.ConcatenatedStream.Next;
import io.github.camelglm4.stream.OpenedStream;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * A model in front of another one, which it asks again and again until there is the answer. Text flows as it comes, of every
 * request. No thread waits in between. For one exchange.
 */
public final class AgentLoop implements ChatModel {

    /** The way to one answer: which request is next, and what its answer leads to. One step after the other. */
    public interface Course {

        /** The next request. */
        ChatCompletionRequest request();

        /**
         * Takes the answer to that request. Called on the executor for continuations.
         *
         * @return completed there too: with the answer to the whole, or with null when another request is due
         * @throws Glm4Exception when it cannot go on
         */
        CompletableFuture<ChatReply> after(ChatReply reply);

        /** Nobody waits for the answer any more: what {@link #after} has begun is to end. Called on any thread. */
        default void giveUp() {}
    }

    private final ChatModel model;
    private final Function<ChatCompletionRequest, Course> courses;
    private final AnswerSettings streams;
    private final Glm4Client client;

    /**
     * @param model   the one that is asked
     * @param courses makes the course of a request, or throws a {@link Glm4Exception} when it is refused
     */
    public AgentLoop(
            ChatModel model,
            Function<ChatCompletionRequest, Course> courses,
            AnswerSettings streams,
            Glm4Client client) {
        this.model = model;
        this.courses = courses;
        this.streams = streams;
        this.client = client;
    }

    @Override
    public void ask(ChatCompletionRequest request, CompletableFuture<ChatReply> answer) {
        ask(courses.apply(request), answer);
    }

    private void ask(Course course, CompletableFuture<ChatReply> answer) {
        CompletableFuture<ChatReply> reply = new CompletableFuture<>();
        AsyncFailure.goOn(reply.thenCompose(course::after), answer, end -> {
            if (end != null) {
                answer.complete(end);
            } else {
                askAgain(course, answer);
            }
        });
        model.ask(course.request(), reply);
    }

    private void askAgain(Course course, CompletableFuture<ChatReply> answer) {
        try {
            ask(course, answer);
        } catch (RuntimeException | Error e) {
            answer.completeExceptionally(e);
        }
    }

    @Override
    public void stream(ChatCompletionRequest request, CompletableFuture<OpenedStream> answer) {
        Course course = courses.apply(request);
        ConcatenatedStream.Sequel sequel = (part, next) -> goOn(course, part, next);
        CompletableFuture<OpenedStream> first = new CompletableFuture<>();
        AsyncFailure.goOn(
                first,
                answer,
                opened -> answer.complete(
                        ConcatenatedStream.open(opened, sequel, streams, client, client.continuations())));
        model.stream(course.request(), first);
    }

    private void goOn(Course course, ChatReply part, CompletableFuture<Next> next) {
        CompletableFuture<ChatReply> after = course.after(part);
        next.whenComplete((found, nobodyReads) -> {
            if (nobodyReads != null) {
                course.giveUp();
            }
        });
        AsyncFailure.goOn(after, next, end -> {
            if (end != null) {
                next.complete(Next.end(end));
            } else if (!next.isDone()) {
                streamAgain(course, next);
            }
        });
    }

    private void streamAgain(Course course, CompletableFuture<Next> next) {
        CompletableFuture<OpenedStream> opened = new CompletableFuture<>();
        AsyncFailure.goOn(opened, next, stream -> {
            if (!next.complete(Next.part(stream))) {
                stream.pipe().close();
            }
        });
        next.whenComplete((found, nobodyReads) -> opened.cancel(false));
        try {
            model.stream(course.request(), opened);
        } catch (RuntimeException | Error e) {
            next.completeExceptionally(e);
        }
    }
}
