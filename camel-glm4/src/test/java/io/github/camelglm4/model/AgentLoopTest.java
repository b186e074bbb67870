package io.github.camelglm4.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelglm4.chat.ChatCompletion;
import io.github.camelglm4.chat.ChatCompletionRequest;
import io.github.camelglm4.chat.ChatMessage;
import io.github.camelglm4.chat.ChatReply;
import io.github.camelglm4.error.Glm4ConnectionException;
import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.stream.AnswerSettings;
import io.github.camelglm4.stream.OpenedStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Requests pass the steps on their way to the model, replies on their way back. */
class AgentLoopTest {

    private final List<String> log = new ArrayList<>();
    private final Model model = new Model();
    private final LoggedStep outer = new LoggedStep("outer");
    private final LoggedStep inner = new LoggedStep("inner");
    private final CompletableFuture<ChatReply> answer = new CompletableFuture<>();

    @Test
    void requestsPassFromTheFirstStepToTheLastAndRepliesBack() {
        ask();

        assertThat(log)
                .containsExactly("outer before", "inner before", "asked: hi outer inner", "inner after", "outer after");
        assertThat(answer).isCompletedWithValueMatching(reply -> text(reply).equals("reply 1"));
    }

    @Test
    void aStepThatAsksAgainAsksByTheStepsBehindIt() {
        outer.timesAgain = 1;
        inner.timesAgain = 1;

        ask();

        assertThat(log)
                .containsExactly(
                        "outer before",
                        "inner before",
                        "asked: hi outer inner",
                        "inner after",
                        "asked: inner again",
                        "inner after",
                        "outer after",
                        "inner before",
                        "asked: outer again inner",
                        "inner after",
                        "outer after");
        assertThat(answer).isCompletedWithValueMatching(reply -> text(reply).equals("reply 3"));
    }

    @Test
    void aFailureIsKnownWhenAllStepsHaveGivenUp() {
        model.failure = new Glm4ConnectionException("lost");
        answer.whenComplete((reply, failure) -> log.add("failed"));

        ask();

        assertThat(log)
                .endsWith("asked: hi outer inner", "outer gives up", "inner gives up", "failed")
                .hasSize(6);
        assertThat(answer).isCompletedExceptionally();
    }

    @Test
    void aStepThatFailsAnAnswerFailsTheWhole() {
        inner.afterFailure = new Glm4ConnectionException("no");

        ask();

        assertThat(log).contains("outer gives up").doesNotContain("outer after");
        assertThat(answer)
                .failsWithin(java.time.Duration.ZERO)
                .withThrowableThat()
                .withMessageContaining("no");
    }

    @Test
    void aRequestThatAStepRefusesIsThrownAndNothingIsSent() {
        inner.beforeFailure = new Glm4RequestException("no such tool");

        assertThatThrownBy(this::ask).isInstanceOf(Glm4RequestException.class).hasMessage("no such tool");

        assertThat(log).containsExactly("outer before", "inner before", "outer gives up", "inner gives up");
        assertThat(answer).isNotDone();
    }

    @Test
    void aStepThatHasToWaitIsWaitedFor() {
        outer.ready = new CompletableFuture<>();
        ask();
        assertThat(log).containsExactly("outer before");

        outer.ready.complete(null);

        assertThat(log).contains("asked: hi outer inner");
        assertThat(answer).isDone();
    }

    private void ask() {
        new AgentLoop(
                        model,
                        List.of(outer, inner),
                        new AnswerSettings(false, 60_000),
                        (millis, action) -> () -> {},
                        Runnable::run)
                .ask(request("hi"), answer);
    }

    private static ChatCompletionRequest request(String text) {
        return new ChatCompletionRequest("m", List.of(ChatMessage.user(text)));
    }

    private static String text(ChatReply reply) {
        return reply.completion().text();
    }

    /** Answers with a number, or fails. */
    private final class Model implements ChatModel {

        private RuntimeException failure;
        private int replies;

        @Override
        public void ask(ChatCompletionRequest request, CompletableFuture<ChatReply> reply) {
            log.add("asked: " + request.messages().get(0).text());
            if (failure != null) {
                reply.completeExceptionally(failure);
                return;
            }
            ChatMessage said = ChatMessage.assistant("reply " + ++replies);
            ChatCompletion.Choice choice = new ChatCompletion.Choice(said, "stop");
            reply.complete(
                    new ChatReply(new ChatCompletion("id", null, "m", List.of(choice), null, Map.of()), null, 1));
        }

        @Override
        public void stream(ChatCompletionRequest request, CompletableFuture<OpenedStream> stream) {
            throw new UnsupportedOperationException();
        }
    }

    /** Adds its name to requests, and requests another answer a number of times. */
    private final class LoggedStep implements Step {

        private final String name;
        private CompletableFuture<Void> ready = CompletableFuture.completedFuture(null);
        private RuntimeException beforeFailure;
        private RuntimeException afterFailure;
        private int timesAgain;

        LoggedStep(String name) {
            this.name = name;
        }

        @Override
        public CompletableFuture<ChatCompletionRequest> before(ChatCompletionRequest request) {
            log.add(name + " before");
            if (beforeFailure != null) {
                throw beforeFailure;
            }
            return ready.thenApply(now -> request(request.messages().get(0).text() + " " + name));
        }

        @Override
        public CompletableFuture<Next> after(ChatReply reply) {
            log.add(name + " after");
            if (afterFailure != null) {
                throw afterFailure;
            }
            return CompletableFuture.completedFuture(
                    timesAgain-- > 0 ? new Again(request(name + " again")) : new Done(reply));
        }

        @Override
        public void giveUp() {
            log.add(name + " gives up");
        }
    }
}
