package io.github.camelglm4.examples.offline;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelglm4.chat.ChatCompletionRequest;
import io.github.camelglm4.chat.ChatMessage;
import io.github.camelglm4.error.FailureDetails;
import io.github.camelglm4.error.Glm4ContentFilterException;
import io.github.camelglm4.error.Glm4ContextLengthException;
import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.examples.offline.text.BlockedMarker;
import io.github.camelglm4.examples.offline.text.Tokens;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The fields of a request that the offline model observes. The component has validated their types.
 *
 * @param maxTokens maximum number of tokens of the answer
 * @param stops texts that end the answer, and are not part of it
 * @param tools the tools that the model can call
 * @param jsonObject whether {@code response_format} requests a JSON object
 * @param schema the schema of that object; missing if there is none
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

    /**
     * @throws Glm4RequestException if the request has no text to answer, or is too long
     * @throws Glm4ContentFilterException if the text to answer is marked as blocked
     */
    static ChatRequest of(ChatCompletionRequest request) {
        Map<String, Object> parameters = request.parameters();
        Object format = parameters.get("response_format");
        boolean jsonObject = "json_object".equals(Json.tree(format).path("type").asText());
        int maxTokens = parameters.get("max_tokens") instanceof Integer most ? most : MOST_OUTPUT;
        List<Tool> tools =
                "none".equals(parameters.get("tool_choice")) ? List.of() : Tool.offered(parameters.get("tools"));
        ChatRequest read = new ChatRequest(
                request.messages(),
                tools,
                maxTokens,
                stops(parameters.get("stop")),
                jsonObject,
                AskedSchema.of(format, instructions(request.messages())));
        if (read.question().isBlank()) {
            throw new Glm4RequestException("messages contains no text of a user.");
        }
        if (BlockedMarker.isIn(read.question())) {
            String message = BlockedMarker.MESSAGE;
            throw new Glm4ContentFilterException(
                    message, null, new FailureDetails(400, "1301", null, null, null, 0, null, message));
        }
        if (read.promptTokens() > LONGEST_PROMPT) {
            throw new Glm4ContextLengthException(
                    "messages has " + read.promptTokens() + " tokens, but the maximum is " + LONGEST_PROMPT + ".");
        }
        return read;
    }

    private static List<String> stops(Object value) {
        List<?> words = value instanceof List<?> list ? list : value == null ? List.of() : List.of(value);
        return words.stream()
                .map(String::valueOf)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** The texts of the system messages. */
    String instructions() {
        return instructions(messages);
    }

    private static String instructions(List<ChatMessage> messages) {
        return messages.stream()
                .filter(message -> message.role().equals("system"))
                .map(ChatMessage::text)
                .collect(Collectors.joining("\n"));
    }

    /** The text to answer: the last message of the user or of a tool. */
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
