package io.github.camelglm4.examples.offline;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelglm4.chat.ChatCompletionRequest;
import io.github.camelglm4.chat.ChatMessage;
import io.github.camelglm4.error.Glm4ContextLengthException;
import io.github.camelglm4.error.Glm4RequestException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the offline model heeds of a request, whose form the component has checked.
 *
 * @param maxTokens where the answer is cut
 * @param stops texts that end the answer, and are no part of it
 * @param tools the functions it may call
 * @param jsonObject whether {@code response_format} asks for a JSON object
 * @param schema what that object has to fit; missing for none
 */
record ChatRequest(
        List<ChatMessage> messages,
        List<Tool> tools,
        int maxTokens,
        List<String> stops,
        boolean jsonObject,
        JsonNode schema) {
    private static final int MOST_OUTPUT = 16_384;
    private static final int LONGEST_PROMPT = 131_072;

    /** @throws Glm4RequestException when nobody asks anything, or too long a question */
    static ChatRequest of(ChatCompletionRequest request) {
        Map<String, Object> parameters = request.parameters();
        Object format = parameters.get("response_format");
        boolean jsonObject = "json_object".equals(Json.tree(format).path("type").asText());
        int maxTokens = parameters.get("max_tokens") instanceof Integer most ? most : MOST_OUTPUT;
        List<Tool> tools =
                "none".equals(parameters.get("tool_choice")) ? List.of() : Tool.offered(parameters.get("tools"));
        ChatRequest heeded = new ChatRequest(
                request.messages(),
                tools,
                maxTokens,
                stops(parameters.get("stop")),
                jsonObject,
                AskedSchema.of(format, instructions(request.messages())));
        if (heeded.question().isBlank()) {
            throw new Glm4RequestException("messages has nothing that a user asks.");
        }
        if (heeded.promptTokens() > LONGEST_PROMPT) {
            throw new Glm4ContextLengthException(
                    "messages has " + heeded.promptTokens() + " tokens, the most are " + LONGEST_PROMPT + ".");
        }
        return heeded;
    }

    private static List<String> stops(Object value) {
        List<?> words = value instanceof List<?> list ? list : value == null ? List.of() : List.of(value);
        return words.stream()
                .map(String::valueOf)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** What the system messages say. */
    String instructions() {
        return instructions(messages);
    }

    private static String instructions(List<ChatMessage> messages) {
        return messages.stream()
                .filter(message -> message.role().equals("system"))
                .map(ChatMessage::text)
                .collect(Collectors.joining("\n"));
    }

    /** The text to answer: the last one that a user wrote, or that a tool found for the user. */
    String question() {
        return messages.stream()
                .filter(message ->
                        message.role().equals("user") || message.role().equals("tool"))
                .reduce((earlier, later) -> later)
                .map(ChatMessage::text)
                .orElse("");
    }

    Turn turn() {
        return Turn.of(messages);
    }

    int promptTokens() {
        return messages.stream()
                .mapToInt(message -> Tokens.count(message.text()))
                .sum();
    }
}
