package io.github.camelglm4.typed;

import io.github.camelglm4.chat.ChatCompletionRequest;
import io.github.camelglm4.chat.ChatMessage;
import io.github.camelglm4.chat.ChatReply;
import io.github.camelglm4.chat.ToolCall;
import io.github.camelglm4.chat.TypedAnswer;
import io.github.camelglm4.error.FailureDetails;
import io.github.camelglm4.error.Glm4OutputException;
import io.github.camelglm4.model.Step;
import io.github.camelglm4.schema.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * Requests answers until one matches the type. An answer that does not match is sent back to the model, with the
 * findings in plain words, but without earlier wrong answers. Function calls for the caller are passed on unchanged.
 */
public final class TypedStep implements Step {

    private final TypedOutput output;
    private final AnswerReader reader;
    private ChatCompletionRequest first;
    private ChatReply last;
    private int requests;

    public TypedStep(TypedOutput output) {
        this.output = output;
        this.reader = new AnswerReader(output.type());
    }

    /** @param request the request, for text */
    @Override
    public CompletableFuture<ChatCompletionRequest> before(ChatCompletionRequest request) {
        first = output.ask(request);
        last = null;
        requests = 0;
        return CompletableFuture.completedFuture(first);
    }

    @Override
    public CompletableFuture<Next> after(ChatReply reply) {
        return CompletableFuture.completedFuture(judge(reply));
    }

    private Next judge(ChatReply reply) {
        requests++;
        last = last == null ? reply : reply.inPlaceOf(last);
        if (reply.completion().message().toolCalls().stream().anyMatch(ToolCall::isFunction)) {
            return new Done(last);
        }
        Reading reading = reader.read(reply.completion().text());
        if (reading.fits()) {
            return new Done(last.withTyped(new TypedAnswer(reading.value())));
        }
        if (requests > output.retries() || isCut() || isRefusal()) {
            throw failure(reading);
        }
        return new Again(again(reading));
    }

    /** Returns the reply to the only request, typed. */
    ChatReply only(ChatReply reply) {
        if (judge(reply) instanceof Done done) {
            return done.reply();
        }
        throw new IllegalStateException("there are retries");
    }

    private ChatCompletionRequest again(Reading reading) {
        String text = last.completion().text();
        List<ChatMessage> further = new ArrayList<>(last.toolTurn());
        if (!text.isBlank()) { // services reject an empty message
            further.add(ChatMessage.assistant(text));
        }
        further.add(ChatMessage.user(correction(reading)));
        return first.withMessages(further).withFreshRequestId("again" + requests);
    }

    /** The next answer would be cut again. */
    private boolean isCut() {
        return "length".equals(last.completion().finishReason());
    }

    /** A model that refuses would refuse again, and each request costs tokens. */
    private boolean isRefusal() {
        return last.completion().message().refusal() != null;
    }

    private Glm4OutputException failure(Reading reading) {
        String message = "the model's answer" + (requests > 1 ? " to the last of " + requests + " requests" : "")
                + " does not match " + output.type().name() + ": " + outlines(reading)
                + (isRefusal() ? " (the model refused to answer)" : "")
                + (isCut() ? " (it was cut at the length limit: increase maxTokens)" : "");
        return new Glm4OutputException(
                message,
                null,
                new FailureDetails(0, last.serverRequestId(), last.attempts())
                        .withText(last.completion().text()));
    }

    private static String correction(Reading reading) {
        String findings = reading.findings().stream()
                .map(finding -> "\n- " + finding.sentence())
                .collect(Collectors.joining());
        return "That answer does not match the JSON Schema:" + findings
                + "\nAnswer again with the whole corrected JSON object and nothing else.";
    }

    private static String outlines(Reading reading) {
        return reading.findings().stream().map(Finding::outline).collect(Collectors.joining("; "));
    }
}
