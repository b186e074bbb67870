package io.github.camelglm4.binding;

import io.github.camelglm4.Glm4Headers;
import io.github.camelglm4.Glm4Properties;
import io.github.camelglm4.binding.image.Images;
import io.github.camelglm4.chat.ChatCompletionRequest;
import io.github.camelglm4.chat.ChatMessage;
import io.github.camelglm4.error.FailureDetails;
import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.text.PrintableText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * Reads what a message body asks: text becomes one user message, so do pictures, lists are messages, maps are whole
 * requests. JSON text is text, because a stranger's HTTP body must not become system message, model or tools. Stateless.
 */
final class PromptReader {

    private final boolean textOnly;
    private final boolean remembers;

    /**
     * @param textOnly  whether lists and maps are no messages and requests either, and pictures are refused
     * @param remembers whether what was said before is remembered elsewhere
     */
    PromptReader(boolean textOnly, boolean remembers) {
        this.textOnly = textOnly;
        this.remembers = remembers;
    }

    /**
     * What the exchange asks.
     *
     * @throws Glm4RequestException saying what is wrong with the body
     */
    Prompt read(Exchange exchange) {
        Message message = exchange.getMessage();
        String said = message.getHeader(Glm4Headers.USER_MESSAGE, String.class);
        if (textOnly) {
            Images.refuse(exchange);
        } else {
            Images pictures = Images.in(exchange);
            if (pictures != null) {
                return Prompt.of(List.of(pictures.userMessage(said)));
            }
            Prompt conversation = conversation(exchange);
            List<ChatMessage> all = conversation == null ? null : goneOn(exchange, conversation.messages());
            if (all != null) {
                // what the header says was said already
                return conversation.with(all);
            }
            if (conversation != null) {
                return said == null || said.isBlank() ? conversation : followedBy(conversation, said);
            }
        }
        return Prompt.of(List.of(ChatMessage.user(text(exchange, said))));
    }

    /** The messages with those that they go on from, unless these are remembered elsewhere; null when they begin anew. */
    private List<ChatMessage> goneOn(Exchange exchange, List<ChatMessage> messages) {
        if (!OpenConversation.isGoneOnWith(messages)) {
            return null;
        }
        return remembers ? messages : checked(() -> OpenConversation.goOn(exchange, messages));
    }

    private static Prompt conversation(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        boolean served = Boolean.TRUE.equals(exchange.getProperty(Glm4Properties.SERVED));
        if (body instanceof ChatCompletionRequest request) {
            return request(request, true, served || request.served());
        }
        if (body instanceof Map<?, ?> map) {
            if (!map.containsKey("messages")) {
                throw new Glm4RequestException(
                        "the body is a Map without messages: a request needs the key messages, with"
                                + " a List of Maps (role, content); it has "
                                + PrintableText.sentence(String.valueOf(map.keySet())));
            }
            @SuppressWarnings("unchecked")
            Map<String, Object> json = (Map<String, Object>) map;
            return request(checked(() -> ChatCompletionRequest.of(json)), false, served);
        }
        return body instanceof List<?> list ? Prompt.of(messages(list)) : null;
    }

    private static Prompt request(ChatCompletionRequest request, boolean typed, boolean served) {
        return new Prompt(request.model(), messages(request.messages()), request.parameters(), typed, served);
    }

    private static List<ChatMessage> messages(List<?> list) {
        return checked(() -> ChatMessage.listOf(list));
    }

    /** Our records throw the same exception for all code that makes them; here it is the request that is wrong. */
    private static <T> T checked(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException e) {
            throw new Glm4RequestException(e.getMessage(), e, FailureDetails.NONE);
        }
    }

    private static Prompt followedBy(Prompt conversation, String said) {
        List<ChatMessage> messages = new ArrayList<>(conversation.messages());
        messages.add(ChatMessage.user(said));
        return conversation.with(messages);
    }

    /** What is said takes the place of a text or an object; a picture or a document would be dropped silently. */
    private static String text(Exchange exchange, String said) {
        if (said == null || said.isBlank()) {
            return requireText(exchange);
        }
        TextBody.check(exchange);
        return said;
    }

    private static String requireText(Exchange exchange) {
        String text = TextBody.read(exchange);
        if (text == null || text.isBlank()) {
            throw new Glm4RequestException("the body is " + (text == null ? "null" : "blank")
                    + ": there is nothing to ask. Set a body or the header CamelGlm4UserMessage");
        }
        return text;
    }
}
