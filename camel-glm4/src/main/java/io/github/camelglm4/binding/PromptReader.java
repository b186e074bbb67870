package io.github.camelglm4.binding;

import io.github.camelglm4.Glm4Headers;
import io.github.camelglm4.Glm4Properties;
import io.github.camelglm4.binding.image.Images;
import io.github.camelglm4.chat.ChatCompletionRequest;
import io.github.camelglm4.chat.ChatMessage;
import io.github.camelglm4.error.FailureDetails;
import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.text.PrintableText;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.Exchange;

/**
 * Creates a request from a message body: text and images become one user message, a List contains messages, a Map is a
 * complete request. JSON text remains text, because an HTTP body of a caller must not become a system message, a model
 * or tools. Stateless.
 */
final class PromptReader {

    private final boolean textOnly;
    private final boolean remembers;

    /**
     * @param textOnly whether a List or Map is text too, and images are rejected
     * @param remembers whether earlier messages are stored elsewhere
     */
    PromptReader(boolean textOnly, boolean remembers) {
        this.textOnly = textOnly;
        this.remembers = remembers;
    }

    /**
     * Reads the request of an exchange: model, messages and parameters as in the body.
     *
     * @throws Glm4RequestException if the body is invalid
     */
    ChatCompletionRequest read(Exchange exchange) {
        String said = exchange.getMessage().getHeader(Glm4Headers.USER_MESSAGE, String.class);
        if (exchange.getMessage().getBody() instanceof String) {
            return request(ChatMessage.user(text(exchange, said)));
        }
        if (textOnly) {
            Images.refuse(exchange);
        } else {
            Images images = Images.in(exchange);
            if (images != null) {
                return request(images.userMessage(said));
            }
            ChatCompletionRequest conversation = conversation(exchange);
            if (conversation != null) {
                return continued(exchange, conversation, said);
            }
        }
        return request(ChatMessage.user(text(exchange, said)));
    }

    private static ChatCompletionRequest request(ChatMessage message) {
        return new ChatCompletionRequest(null, List.of(message));
    }

    private static ChatCompletionRequest conversation(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        boolean served = Boolean.TRUE.equals(exchange.getProperty(Glm4Properties.SERVED));
        if (body instanceof ChatCompletionRequest request) {
            return with(request, messages(request.messages()), served || request.served());
        }
        if (body instanceof Map<?, ?> map) {
            if (!map.containsKey("messages")) {
                throw new Glm4RequestException(
                        "the body is a Map without messages: a request requires the key messages, with"
                                + " a List of Maps (role, content), but has "
                                + PrintableText.sentence(String.valueOf(map.keySet())));
            }
            @SuppressWarnings("unchecked")
            Map<String, Object> json = (Map<String, Object>) map;
            ChatCompletionRequest request = checked(() -> ChatCompletionRequest.of(json));
            return with(request, request.messages(), served);
        }
        return body instanceof List<?> list ? new ChatCompletionRequest(null, messages(list)) : null;
    }

    /**
     * Tool results continue the conversation of the exchange, unless a memory stores it; other messages start a new
     * one.
     */
    private ChatCompletionRequest continued(Exchange exchange, ChatCompletionRequest conversation, String said) {
        if (OpenConversation.isContinuedBy(conversation.messages())) {
            List<ChatMessage> all = remembers
                    ? conversation.messages()
                    : checked(() -> OpenConversation.continuedBy(exchange, conversation.messages()));
            if (all != null) {
                // the conversation already contains the text of the header
                return with(conversation, all, conversation.served());
            }
        }
        return said == null || said.isBlank()
                ? conversation
                : conversation.withMessages(List.of(ChatMessage.user(said)));
    }

    private static ChatCompletionRequest with(
            ChatCompletionRequest request, List<ChatMessage> messages, boolean served) {
        return new ChatCompletionRequest(request.model(), messages, request.parameters(), served);
    }

    private static List<ChatMessage> messages(List<?> list) {
        return checked(() -> ChatMessage.listOf(list));
    }

    /** The records throw one type of exception for all callers; here it means that the request is invalid. */
    private static <T> T checked(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException e) {
            throw new Glm4RequestException(e.getMessage(), e, FailureDetails.NONE);
        }
    }

    /** The header replaces a text or an object. It must not replace an image or a document silently. */
    private static String text(Exchange exchange, String said) {
        if (said == null || said.isBlank()) {
            return requireText(exchange);
        }
        TextBody.check(exchange);
        return said;
    }

    private static String requireText(Exchange exchange) {
        String text = exchange.getMessage().getBody() instanceof String said ? said : TextBody.read(exchange);
        if (text == null || text.isBlank()) {
            throw new Glm4RequestException("the body is " + (text == null ? "null" : "blank")
                    + ", so the request would be empty: set a body or the header CamelGlm4UserMessage");
        }
        return text;
    }
}
