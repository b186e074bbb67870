package io.github.camelglm4.binding;

import io.github.camelglm4.Glm4Properties;
import io.github.camelglm4.chat.ChatMessage;
import io.github.camelglm4.chat.ChatReply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;

/**
 * The conversation of an exchange whose route runs the calls of tools itself: kept in the property
 * {@link Glm4Properties#MESSAGES}, continued by a body that begins with results. Without the endpoint's own
 * instructions, which are added again each time. Stateless.
 */
final class OpenConversation {

    private OpenConversation() {}

    /** Whether messages continue a conversation: those that begin with results. */
    static boolean isContinuedBy(List<ChatMessage> messages) {
        return messages.get(0).isToolResult();
    }

    /** The messages with what was said before; null when the exchange knows of nothing. */
    static List<ChatMessage> continuedBy(Exchange exchange, List<ChatMessage> messages) {
        List<?> before = exchange.getProperty(Glm4Properties.MESSAGES, List.class);
        if (before == null) {
            return null;
        }
        List<ChatMessage> all = new ArrayList<>(ChatMessage.listOf(before));
        all.addAll(messages);
        return all;
    }

    /** Keeps what was said, the answer last. */
    static void keep(Glm4Binding.BoundRequest bound, ChatReply reply) {
        List<Map<String, Object>> messages = new ArrayList<>();
        bound.said().forEach(message -> messages.add(message.toMap()));
        reply.turn().forEach(message -> messages.add(message.toMap()));
        bound.exchange().setProperty(Glm4Properties.MESSAGES, messages);
    }
}
