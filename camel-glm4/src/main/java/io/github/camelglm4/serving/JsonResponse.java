package io.github.camelglm4.serving;

import io.github.camelglm4.chat.ChatCompletion;
import io.github.camelglm4.chat.ChatMessage;
import io.github.camelglm4.error.Glm4ResponseException;
import io.github.camelglm4.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes a complete answer as one JSON document with the fields that clients of OpenAI's API require. */
final class JsonResponse extends ChatResponse {

    private final int maxChars;
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder reasoning = new StringBuilder();

    JsonResponse(ResponseWriter writer, ChatCompletion known, String model, int maxChars) {
        super(writer, known, model);
        this.maxChars = maxChars;
    }

    @Override
    void text(String piece) {
        add(text, piece);
    }

    @Override
    void reasoning(String piece) {
        add(reasoning, piece);
    }

    @Override
    void busy() {
        // nothing is written before the end
    }

    @Override
    void end(ChatCompletion last) {
        String thought = reasoning.isEmpty() ? null : reasoning.toString();
        // the content of an answer with only tool calls is null, otherwise a text, which may be empty
        boolean callsAlone = text.isEmpty() && !last.message().toolCalls().isEmpty();
        Map<String, Object> json = head("chat.completion");
        String said = callsAlone ? null : text.toString();
        json.put(
                "choices",
                last.choices().stream()
                        .map(choice -> choice(last, choice, "message", message(choice.message(), said, thought)))
                        .toList());
        json.put("usage", usage(last.usage()));
        last.others().forEach(json::putIfAbsent);
        writer.json(200, Json.write(json));
    }

    private void add(StringBuilder gathered, String piece) {
        if (gathered.length() + (long) piece.length() > maxChars) {
            throw new Glm4ResponseException("the answer of the route is longer than maxResponseSize of " + maxChars);
        }
        gathered.append(piece);
    }

    /** @param text the gathered text, for an answer without content */
    private static Map<String, Object> message(ChatMessage message, String text, String reasoning) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("role", "assistant");
        // clients expect the field even if it is null
        json.put("content", message.content() == null ? text : message.content());
        if (reasoning != null && message.reasoningContent() == null) {
            json.put("reasoning_content", reasoning);
        }
        message.others().forEach(json::putIfAbsent);
        return json;
    }
}
