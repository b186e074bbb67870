package io.github.camelglm4.examples.offline;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelglm4.examples.offline.ChatRequest.Message;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Checks the conversation of a request: who may say what, and which tool answers belong to which calls. */
final class MessageCheck {
    private static final Set<String> ROLES = Set.of("system", "user", "assistant", "tool");

    List<Message> check(JsonNode messages) {
        if (messages.isMissingNode() || messages.isNull()) {
            throw ApiError.badRequest(ApiError.MISSING, "messages is missing, at least one user message is needed");
        }
        if (!messages.isArray() || messages.isEmpty()) {
            throw illegal("messages is %s, allowed is an array of at least one message".formatted(messages));
        }
        List<Message> checked = new ArrayList<>();
        Set<String> calls = new HashSet<>();
        for (JsonNode message : messages) {
            checked.add(message(message, "messages[" + checked.size() + "]", calls));
        }
        if (checked.stream().noneMatch(message -> message.role().equals("user"))) {
            throw illegal("messages has no user message, at least one is needed");
        }
        return checked;
    }

    private static Message message(JsonNode message, String where, Set<String> calls) {
        String role = message.path("role").asText();
        if (!ROLES.contains(role)) {
            throw illegal("%s.role is %s, allowed are system, user, assistant and tool"
                    .formatted(where, message.path("role")));
        }
        String text = text(message.path("content"), where + ".content");
        JsonNode toolCalls = message.path("tool_calls");
        toolCalls.forEach(call -> calls.add(call.path("id").asText()));
        switch (role) {
            case "user" -> userText(text, where);
            case "assistant" -> somethingSaid(text, toolCalls, where);
            case "tool" -> knownCall(message.path("tool_call_id"), where, calls);
            default -> {}
        }
        return new Message(role, text);
    }

    private static void userText(String text, String where) {
        if (text.isBlank()) {
            throw ApiError.badRequest(ApiError.MISSING, where + ".content is blank, a user message needs text");
        }
    }

    private static void somethingSaid(String text, JsonNode toolCalls, String where) {
        if (text.isEmpty() && toolCalls.isEmpty()) {
            throw illegal(where + ": content and tool_calls must not both be empty");
        }
    }

    private static void knownCall(JsonNode id, String where, Set<String> calls) {
        if (!calls.contains(id.asText())) {
            throw illegal("%s.tool_call_id is %s, allowed are the ids of tool calls before it: %s"
                    .formatted(where, id, calls));
        }
    }

    /** Content is a text, or an array of parts; this model reads text only. */
    private static String text(JsonNode content, String where) {
        if (content.isMissingNode() || content.isNull() || content.isTextual()) {
            return content.asText("");
        }
        if (!content.isArray()) {
            throw illegal("%s is %s, allowed is a text or an array of text parts".formatted(where, content));
        }
        StringBuilder text = new StringBuilder();
        for (JsonNode part : content) {
            if (!part.path("type").asText().equals("text")) {
                throw ApiError.badRequest(
                        ApiError.PARAMETER,
                        "%s has a part of type %s, this model reads text only".formatted(where, part.path("type")));
            }
            text.append(part.path("text").asText());
        }
        return text.toString();
    }

    private static ApiError illegal(String message) {
        return ApiError.badRequest(
                ApiError.ILLEGAL_VALUE,
                "The messages parameter is illegal. Please check the documentation. " + message);
    }
}
