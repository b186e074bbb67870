package io.github.camelglm4.examples.offline;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What the offline model heeds of a checked request.
 *
 * @param maxTokens where the answer is cut
 * @param stops texts that end the answer, and are no part of it
 * @param jsonObject whether {@code response_format} asks for a JSON object
 * @param requestId the caller's own id, or null
 */
record ChatRequest(
        String model,
        List<Message> messages,
        boolean stream,
        int maxTokens,
        List<String> stops,
        boolean jsonObject,
        String requestId) {

    record Message(String role, String text) {}

    /** What the system messages say. */
    String instructions() {
        return messages.stream()
                .filter(message -> message.role().equals("system"))
                .map(Message::text)
                .collect(Collectors.joining("\n"));
    }

    /** The text to answer: the last one that a user wrote, or that a tool found for the user. */
    String question() {
        return messages.stream()
                .filter(message ->
                        message.role().equals("user") || message.role().equals("tool"))
                .reduce((earlier, later) -> later)
                .map(Message::text)
                .orElseThrow();
    }

    int promptTokens() {
        return messages.stream()
                .mapToInt(message -> Tokens.count(message.text()))
                .sum();
    }
}
