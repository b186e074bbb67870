package io.github.camelglm4.serving;

import io.github.camelglm4.chat.ChatCompletion;
import io.github.camelglm4.chat.Usage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Writes an answer piece by piece, as events ({@link EventResponse}) or as one JSON document ({@link JsonResponse}).
 * Called on the event loop of the request.
 */
abstract class ChatResponse {

    private static final Usage NO_USAGE = new Usage(0, 0);

    final ResponseWriter writer;
    private final String id;
    private final long created;
    private final String model;

    /**
     * @param known the metadata of the answer that is known in advance
     * @param model the model name of the request, unchanged
     */
    ChatResponse(ResponseWriter writer, ChatCompletion known, String model) {
        this.writer = writer;
        this.id = known.id() == null || known.id().isBlank() ? "chatcmpl-" + UUID.randomUUID() : known.id();
        this.created = known.created() == null ? System.currentTimeMillis() / 1000 : known.created();
        this.model = model;
    }

    abstract void text(String text);

    abstract void reasoning(String text);

    /** A piece arrived that is written only with the end, such as a part of a tool call. */
    abstract void busy();

    /** Ends the response; the last call. The text of the first choice is already written. */
    abstract void end(ChatCompletion last);

    /** Ends the response after a failure of the source; the last call. */
    void fail(ServedError error) {
        writer.fail(error);
    }

    /** Returns the first fields of the document or of each event. */
    final Map<String, Object> head(String object) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", id);
        json.put("object", object);
        json.put("created", created);
        json.put("model", model);
        return json;
    }

    /**
     * Returns the end of a choice. It always has a finish reason, because clients wait for it; with function calls it
     * is {@code tool_calls}, whatever the model sent.
     */
    static Map<String, Object> choice(
            ChatCompletion completion, ChatCompletion.Choice choice, String field, Map<String, Object> content) {
        String reason = choice == completion.choices().get(0) ? completion.finishReason() : choice.finishReason();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("index", choice.index());
        json.put(field, content);
        json.put("finish_reason", reason == null ? "stop" : reason);
        choice.others().forEach(json::putIfAbsent);
        return json;
    }

    /** Returns all three counts: some clients require them. */
    static Map<String, Object> usage(Usage usage) {
        Usage known = usage == null ? NO_USAGE : usage;
        Map<String, Object> json = new LinkedHashMap<>();
        long prompt = orZero(known.promptTokens());
        long completion = orZero(known.completionTokens());
        json.put("prompt_tokens", prompt);
        json.put("completion_tokens", completion);
        json.put("total_tokens", known.totalTokens() == null ? prompt + completion : known.totalTokens());
        known.others().forEach(json::putIfAbsent);
        return json;
    }

    private static long orZero(Long count) {
        return count == null ? 0 : count;
    }
}
