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
        return completion.choices().isEmpty()
                ? in(completion.others(), false, Map.of(), Map.of())
                : in(
                        completion.others(),
                        true,
                        completion.choices().get(0).others(),
                        completion.message().others());
    }

    /** As {@link #in(ChatCompletion)}, of one chunk of a stream. */
    public static Map<String, Object> in(ChatCompletionChunk chunk) {
        ChatCompletionChunk.Choice choice = chunk.first();
        return in(
                chunk.others(),
                !chunk.choices().isEmpty(),
                choice == null ? Map.of() : choice.others(),
                chunk.delta().others());
    }

    private static Map<String, Object> in(
            Map<String, Object> answer, boolean hasChoices, Map<String, Object> choice, Map<String, Object> message) {
        if (ErrorBody.isError(answer, hasChoices)) {
            return answer;
        }
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
