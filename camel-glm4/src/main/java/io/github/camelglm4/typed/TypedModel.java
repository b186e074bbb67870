package io.github.camelglm4.typed;

import io.github.camelglm4.ChatCompletionRequest;
import io.github.camelglm4.ChatMessage;
import io.github.camelglm4.ToolCall;
import io.github.camelglm4.chat.ChatReply;
import io.github.camelglm4.chat.TypedAnswer;
import io.github.camelglm4.error.FailureDetails;
import io.github.camelglm4.error.Glm4OutputException;
import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.model.ChatModel;
import io.github.camelglm4.schema.Finding;
import io.github.camelglm4.stream.OpenedStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;

/**
 * A model in front of another one that answers with objects. What does not fit goes back to the model, with the findings
 * in plain words; of its wrong answers it sees the last one only. Function calls for the caller pass through as they are.
 * Immutable.
 */
public final class TypedModel implements ChatModel {

    private final ChatModel model;
    private final TypedOutput output;
    private final AnswerReader reader;

    /** @param model answers with text */
    public TypedModel(ChatModel model, TypedOutput output) {
        this.model = model;
        this.output = output;
        this.reader = new AnswerReader(output.type());
    }

    @Override
    public void ask(ChatCompletionRequest request, CompletableFuture<ChatReply> answer) {
        new Question(output.mode().ask(request, output.type()), answer).ask();
    }

    @Override
    public void stream(ChatCompletionRequest request, CompletableFuture<OpenedStream> answer) {
        throw new Glm4RequestException("a typed answer (" + output.type().name()
                + ") is checked as a whole and cannot be a stream, but one is asked for by the header CamelGlm4Stream or the"
                + " request; stream=false in the endpoint's options overrides both");
    }

    /** One question with all the requests it takes, which follow one another. */
    private final class Question {

        private final ChatCompletionRequest request;
        private final CompletableFuture<ChatReply> answer;
        private int requests;
        private ChatReply last;

        Question(ChatCompletionRequest request, CompletableFuture<ChatReply> answer) {
            this.request = request;
            this.answer = answer;
        }

        void ask() {
            ask(request);
        }

        private void ask(ChatCompletionRequest asked) {
            requests++;
            CompletableFuture<ChatReply> reply = new CompletableFuture<>();
            reply.thenAccept(this::received).exceptionally(failure -> {
                answer.completeExceptionally(failure instanceof CompletionException e ? e.getCause() : failure);
                return null;
            });
            model.ask(asked, reply);
        }

        private void received(ChatReply reply) {
            last = last == null ? reply : reply.inPlaceOf(last);
            if (reply.completion().message().toolCalls().stream().anyMatch(ToolCall::isFunction)) {
                answer.complete(last);
                return;
            }
            Reading reading = reader.read(reply.completion().text());
            if (reading.fits()) {
                answer.complete(last.withTyped(new TypedAnswer(reading.value())));
            } else if (requests > output.retries() || isCut(reply)) {
                answer.completeExceptionally(failure(reading));
            } else {
                ask(again(reading));
            }
        }

        private ChatCompletionRequest again(Reading reading) {
            String text = last.completion().text();
            ChatMessage correction = ChatMessage.user(correction(reading));
            List<ChatMessage> further = new ArrayList<>(last.toolTurn());
            if (!text.isBlank()) { // services refuse an empty one
                further.add(ChatMessage.assistant(text));
            }
            further.add(correction);
            return request.withMessages(further).withFreshRequestId("again" + requests);
        }

        private Glm4OutputException failure(Reading reading) {
            String message = "the model's answer" + (requests > 1 ? " to the last of " + requests + " requests" : "")
                    + " does not fit " + output.type().name() + ": " + outlines(reading)
                    + (isCut(last) ? " (it was cut at the length limit: raise maxTokens)" : "");
            return new Glm4OutputException(
                    message,
                    null,
                    new FailureDetails(
                            0,
                            null,
                            null,
                            last.serverRequestId(),
                            null,
                            last.attempts(),
                            last.completion().text()));
        }
    }

    /** Asked again, it would be cut again. */
    private static boolean isCut(ChatReply reply) {
        return "length".equals(reply.completion().finishReason());
    }

    private static String correction(Reading reading) {
        String findings = reading.findings().stream()
                .map(finding -> "\n- " + finding.sentence())
                .collect(Collectors.joining());
        return "That answer does not fit the JSON Schema:" + findings
                + "\nAnswer again with the whole corrected JSON object and nothing else.";
    }

    private static String outlines(Reading reading) {
        return reading.findings().stream().map(Finding::outline).collect(Collectors.joining("; "));
    }
}
