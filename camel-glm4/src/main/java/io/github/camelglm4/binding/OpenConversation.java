package io.github.camelglm4.binding;

import io.github.camelglm4.Glm4Properties;
import io.github.camelglm4.chat.ChatMessage;
import io.github.camelglm4.chat.ChatReply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;

/**
 * The conversation of an exchange whose route runs the tool calls itself. It is stored in the property
 * {@link Glm4Properties#MESSAGES}, without the instructions of the endpoint, which are added to each request. A body
 * that begins with tool results continues it. Stateless.
 */
final class OpenConversation {

    private OpenConversation() {}

    /** Whether the messages continue a conversation: they begin with a tool result. */
    static boolean isContinuedBy(List<ChatMessage> messages) {
        return messages.get(0).isToolResult();
    }

    /** Returns the earlier messages and the new ones; null if the exchange has no conversation. */
    static List<ChatMessage> continuedBy(Exchange exchange, List<ChatMessage> messages) {
        List<?> before = exchange.getProperty(Glm4Properties.MESSAGES, List.class);
        if (before == null) {
            return null;
        }
        List<ChatMessage> all = new ArrayList<>(ChatMessage.listOf(before));
        all.addAll(messages);
        return all;
    }

    /** Stores the messages, with the answer at the end. */
    static void keep(Glm4Binding.BoundRequest bound, ChatReply reply) {
        List<Map<String, Object>> messages = new ArrayList<>();
        bound.said().forEach(message -> messages.add(message.toMap()));
        reply.turn().forEach(message -> messages.add(message.toMap()));
        bound.exchange().setProperty(Glm4Properties.MESSAGES, messages);
    }
}
