package io.github.camelglm4.examples.offline;

import io.github.camelglm4.chat.ChatMessage;
import io.github.camelglm4.chat.ToolCall;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tools of an order desk, and turns of talks with it. */
final class Desk {
    static final List<Map<String, Object>> TOOLS = List.of(
            function(
                    "lookupOrder",
                    "Looks up an order: its article, price, status, and the tracking number of its parcel.",
                    Map.of("orderId", Map.of("type", "integer"))),
            function(
                    "ordersOf",
                    "Lists what a customer has ordered, each with the tracking number of its parcel.",
                    Map.of("email", Map.of("type", "string", "format", "email"))),
            function(
                    "shipment",
                    "Tells where a parcel is and when it arrives.",
                    Map.of("tracking", Map.of("type", "string", "pattern", "^[A-Z]{2}[0-9]{6}$"))),
            function("refund", "Refunds the price of an order to its customer.", refund()));

    private Desk() {}

    private static Map<String, Object> refund() {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("orderId", Map.of("type", "integer"));
        properties.put("reason", Map.of("type", "string"));
        return properties;
    }

    /** All parameters are required. */
    static Map<String, Object> function(String name, String description, Map<String, Object> properties) {
        Map<String, Object> schema =
                Map.of("type", "object", "properties", properties, "required", List.copyOf(properties.keySet()));
        return Map.of(
                "type", "function", "function", Map.of("name", name, "description", description, "parameters", schema));
    }

    static ToolCall call(int number, String name, String arguments) {
        return new ToolCall("call_" + number, "function", name, arguments);
    }

    /** A question, and calls that were made for it, each with what it gave. */
    static Turn turn(String question, Map<ToolCall, String> made) {
        List<ChatMessage> messages = new ArrayList<>(List.of(ChatMessage.user(question)));
        made.forEach((call, result) -> {
            messages.add(new ChatMessage("assistant", "", Map.of("tool_calls", List.of(call.toMap()))));
            messages.add(ChatMessage.tool(call.id(), result));
        });
        return Turn.of(messages);
    }
}
