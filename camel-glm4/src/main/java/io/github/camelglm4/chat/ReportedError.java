package io.github.camelglm4.chat;

import io.github.camelglm4.error.ErrorBody;
import java.util.HashMap;
import java.util.Map;

/**
 * Finds the error that a service reports inside a success answer, at whatever level it stands: in place of the answer, beside its
 * choices, in the first choice, or in its message. Half a text may come with it. Pure.
 */
public final class ReportedError {

    private static final String ERROR = "error";

    private ReportedError() {}

    /** The fields of the error, as {@link ErrorBody#of} reads them; null where there is none. */
    public static Map<String, Object> in(ChatCompletion completion) {
        boolean hasChoices = !completion.choices().isEmpty();
        if (ErrorBody.isError(completion.others(), hasChoices)) {
            return completion.others();
        }
        if (!hasChoices) {
            return null;
        }
        ChatCompletion.Choice choice = completion.choices().get(0);
        return within(completion.others(), choice.others(), choice.message().others());
    }

    /** As {@link #in(ChatCompletion)}, of one chunk of a stream. */
    public static Map<String, Object> in(ChatCompletionChunk chunk) {
        if (ErrorBody.isError(chunk.others(), !chunk.choices().isEmpty())) {
            return chunk.others();
        }
        ChatCompletionChunk.Choice choice = chunk.first();
        return choice == null
                ? null
                : within(chunk.others(), choice.others(), choice.delta().others());
    }

    private static Map<String, Object> within(
            Map<String, Object> answer, Map<String, Object> choice, Map<String, Object> message) {
        Map<String, Object> holder = ErrorBody.isReported(choice.get(ERROR)) ? choice : message;
        if (!ErrorBody.isReported(holder.get(ERROR))) {
            return null;
        }
        Map<String, Object> error = new HashMap<>();
        error.put(ERROR, holder.get(ERROR));
        error.put("request_id", answer.get("request_id"));
        return error;
    }
}
