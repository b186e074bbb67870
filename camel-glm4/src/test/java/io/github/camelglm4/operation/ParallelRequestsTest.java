package io.github.camelglm4.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.error.FailureDetails;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.camel.Message;
import org.junit.jupiter.api.Test;

/** The order of requests, answers and failures, one after the other on one thread. */
class ParallelRequestsTest {

    private final List<Integer> sent = new ArrayList<>();
    private final List<CompletableFuture<OperationReply<Integer>>> open = new ArrayList<>();
    private final CompletableFuture<List<OperationReply<Integer>>> result = new CompletableFuture<>();

    /** Requests with the numbers from 0 on. */
    private static ExchangeRequests<Integer> numbers(int count) {
        Iterator<Integer> numbers = IntStream.range(0, count).iterator();
        return new ExchangeRequests<>() {
            @Override
            public OperationRequest<Integer> next() {
                return numbers.hasNext() ? new OperationRequest<>(Map.of("number", numbers.next()), answer -> 0) : null;
            }

            @Override
            public void answer(Message message, List<Integer> answers, FailureDetails details) {}
        };
    }

    private void start(int count, int parallel, ParallelRequests.Sender<Integer> sender) {
        new ParallelRequests<>(numbers(count), parallel, sender, Runnable::run, result).start();
    }

    private void record(
            OperationRequest<Integer> request, boolean first, CompletableFuture<OperationReply<Integer>> reply) {
        assertThat(first).isEqualTo(sent.isEmpty());
        sent.add((Integer) request.fields().get("number"));
        open.add(reply);
    }

    private void answer(int request) {
        open.get(request).complete(new OperationReply<>(request, null, null, null, null, 1));
    }

    @Test
    void nextRequestIsSentWhenOneIsAnsweredAndAnswersStayInOrder() {
        start(4, 2, this::record);
        assertThat(sent).containsExactly(0, 1);

        answer(1);
        assertThat(sent).containsExactly(0, 1, 2);
        answer(0);
        answer(3);
        assertThat(sent).containsExactly(0, 1, 2, 3);
        assertThat(result).isNotDone();
        answer(2);

        assertThat(result)
                .isCompletedWithValueMatching(replies ->
                        replies.stream().map(OperationReply::answer).toList().equals(List.of(0, 1, 2, 3)));
    }

    @Test
    void noRequestsHaveNoAnswers() {
        start(0, 2, this::record);

        assertThat(result).isCompletedWithValue(List.of());
        assertThat(sent).isEmpty();
    }

    @Test
    void failureEndsTheRequestsThatRunAndNoneIsSentAfterIt() {
        RuntimeException failure = new RuntimeException();
        start(9, 3, this::record);

        open.get(1).completeExceptionally(failure);

        assertThat(result).isCompletedExceptionally();
        assertThat(result.handle((replies, reason) -> reason)).isCompletedWithValue(failure);
        assertThat(open.get(0)).isCancelled();
        assertThat(open.get(2)).isCancelled();
        assertThat(sent).containsExactly(0, 1, 2);
    }

    @Test
    void requestThatCannotBeSentIsTheLast() {
        RuntimeException failure = new RuntimeException();

        start(3, 3, (request, first, reply) -> {
            record(request, first, reply);
            throw failure;
        });

        assertThat(result.handle((replies, reason) -> reason)).isCompletedWithValue(failure);
        assertThat(sent).containsExactly(0);
    }

    @Test
    void requestThatCannotBeSentIsTheLastEvenBeforeTheNextStep() {
        List<Runnable> steps = new ArrayList<>();
        ParallelRequests.Sender<Integer> sender = (request, first, reply) -> {
            record(request, first, reply);
            throw new IllegalStateException();
        };

        new ParallelRequests<>(numbers(3), 3, sender, steps::add, result).start();
        steps.forEach(Runnable::run);

        assertThat(sent).containsExactly(0);
        assertThat(result).isCompletedExceptionally();
    }

    @Test
    void stepsRunOnTheExecutorAlone() {
        Queue<Runnable> steps = new ArrayDeque<>();
        ParallelRequests<Integer> requests = new ParallelRequests<>(numbers(2), 1, this::record, steps::add, result);
        requests.start();

        answer(0);
        assertThat(sent).containsExactly(0);
        steps.remove().run();
        assertThat(sent).containsExactly(0, 1);

        requests.cancel(new RuntimeException());
        assertThat(result).isNotDone();
        steps.remove().run();
        assertThat(result).isCompletedExceptionally();
    }
}
