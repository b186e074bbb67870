package io.github.camelglm4.serving;

import io.github.camelglm4.chat.ChatCompletion;
import io.github.camelglm4.error.Glm4ResponseException;

/** An answer as one JSON document, when all of it is there. */
final class JsonAnswer implements AnswerBody {

    private final ResponseWriter writer;
    private final ReplyHead head;
    private final int maxChars;
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder reasoning = new StringBuilder();

    JsonAnswer(ResponseWriter writer, ReplyHead head, int maxChars) {
        this.writer = writer;
        this.head = head;
        this.maxChars = maxChars;
    }

    @Override
    public void text(String piece) {
        add(text, piece);
    }

    @Override
    public void reasoning(String piece) {
        add(reasoning, piece);
    }

    @Override
    public void busy() {
        // nothing goes out before the end
    }

    @Override
    public void end(ChatCompletion last) {
        String thought = reasoning.isEmpty() ? null : reasoning.toString();
        // an answer of calls alone has no text; any other has some, if only an empty one
        boolean callsAlone = text.isEmpty() && !last.message().toolCalls().isEmpty();
        writer.json(200, CompletionJson.write(head, last, callsAlone ? null : text.toString(), thought));
    }

    @Override
    public void fail(ApiError error) {
        writer.fail(error);
    }

    private void add(StringBuilder gathered, String piece) {
        if (gathered.length() + (long) piece.length() > maxChars) {
            throw new Glm4ResponseException("the route's answer is longer than maxResponseSize of " + maxChars);
        }
        gathered.append(piece);
    }
}
