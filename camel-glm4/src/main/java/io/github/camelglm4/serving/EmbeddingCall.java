package io.github.camelglm4.serving;

import java.util.List;

/** A call of embeddings. */
public final class EmbeddingCall extends ServedCall<EmbeddingReply> {

    private final EmbeddingInput input;

    EmbeddingCall(EmbeddingInput input, CallOrigin origin) {
        super(origin);
        this.input = input;
    }

    /**
     * Returns the reader of requests.
     *
     * @param maxInputs maximum number of texts in a request
     */
    public static CallReader<EmbeddingCall> reader(int maxInputs) {
        return (json, longest, origin) -> new EmbeddingCall(EmbeddingInput.of(json, maxInputs), origin);
    }

    /** Returns the texts, at least one. */
    public List<String> texts() {
        return input.texts();
    }

    /** Returns the number of dimensions that the caller wants, or null. */
    public Integer dimensions() {
        return input.dimensions();
    }

    /** Returns the id of the end user, or null. */
    public String user() {
        return input.user();
    }

    @Override
    long promptTokens() {
        return TokenEstimate.ofChars(
                input.texts().stream().mapToLong(String::length).sum());
    }

    @Override
    long answerTokens() {
        return 0;
    }

    /** Creates the JSON on this thread: many vectors would block the event loop. */
    @Override
    void send(EmbeddingReply reply) {
        byte[] json = EmbeddingResponse.json(input, reply, model());
        writer.eventLoop().execute(() -> {
            writer.observer().answered(reply.usage(), null);
            writer.written().thenRun(() -> outcome.complete(reply));
            writer.json(200, json);
        });
    }
}
