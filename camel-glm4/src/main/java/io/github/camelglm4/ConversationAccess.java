package io.github.camelglm4;

import io.github.camelglm4.conversation.ConversationSettings;
import io.github.camelglm4.conversation.Conversations;
import io.github.camelglm4.conversation.HistoryLimits;
import io.github.camelglm4.conversation.Turn;
import io.github.camelglm4.error.Glm4ConnectionException;
import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.model.ChatModel;
import io.github.camelglm4.options.Check;
import io.github.camelglm4.options.ConversationOptions;
import io.github.camelglm4.options.TextOption;
import io.github.camelglm4.stream.AnswerSettings;
import io.github.camelglm4.text.PrintableText;
import io.github.camelglm4.text.WellFormedText;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** How the exchanges of one started producer take part in conversations, if they do. Immutable. */
final class ConversationAccess {

    private final Conversations conversations;
    private final String defaultId;
    private final ConversationSettings settings;

    /**
     * Reads the options of the endpoint.
     *
     * @throws RuntimeException naming the option that is wrong, its value and what is allowed
     */
    ConversationAccess(Glm4Endpoint endpoint, AnswerSettings streaming) {
        ConversationOptions options = endpoint.getConversation();
        Check.atLeast("maxHistoryMessages", options.getMaxHistoryMessages(), 1);
        Check.atLeast("maxHistoryTokens", options.getMaxHistoryTokens(), 1);
        settings = new ConversationSettings(
                new HistoryLimits(options.getMaxHistoryMessages(), options.getMaxHistoryTokens()), streaming);
        String option = TextOption.read(endpoint.getCamelContext(), "conversationId", options.getConversationId());
        defaultId = option == null ? null : wellFormed("conversationId", option);
        refuseWithoutMemory(options);
        conversations = options.isMemory() ? endpoint.getComponent().conversations(endpoint) : null;
    }

    /** Who sets one of them believes that something is remembered. */
    private static void refuseWithoutMemory(ConversationOptions options) {
        String option = options.getConversationId() != null
                ? "conversationId"
                : options.getMaxHistoryMessages() != null
                        ? "maxHistoryMessages"
                        : options.getMaxHistoryTokens() != null ? "maxHistoryTokens" : null;
        if (option != null && !options.isMemory()) {
            throw new Glm4RequestException(option + " needs memory=true: without it nothing is remembered");
        }
    }

    /**
     * The conversation that the exchange is a turn of; null when nothing is remembered.
     *
     * @throws Glm4RequestException when the exchange names none
     */
    String id(Exchange exchange) {
        return conversations == null ? null : id(exchange.getMessage());
    }

    /**
     * The model with the memory of the exchange's conversation in front of it, or as it is.
     *
     * @throws Glm4RequestException when the exchange names no conversation, or is inside of a turn of it
     */
    ChatModel inFrontOf(ChatModel model, Exchange exchange) {
        if (conversations == null) {
            return model;
        }
        Message message = exchange.getMessage();
        boolean reset = isReset(message);
        Turn turn = conversations.turn(id(message), exchange.getProperty(Glm4Properties.TURN, Turn.class));
        // whatever goes out from the exchange takes it along: tools, chunks, copies. It knows itself when it is over
        exchange.setProperty(Glm4Properties.TURN, turn);
        CompletableFuture<?> gone = CallerCancellation.of(exchange);
        if (gone != null) {
            gone.thenRun(() -> turn.giveUp(new Glm4ConnectionException("cancelled: the caller has gone")));
        }
        return conversations.model(turn, settings, reset, model);
    }

    private String id(Message message) {
        String header = message.getHeader(Glm4Headers.CONVERSATION_ID, String.class);
        if (header != null && !header.isBlank()) {
            return wellFormed("header " + Glm4Headers.CONVERSATION_ID, header);
        }
        if (defaultId == null) {
            throw new Glm4RequestException("memory=true needs to know which conversation: set the header "
                    + Glm4Headers.CONVERSATION_ID + ", or the option conversationId for one that all messages share");
        }
        return defaultId;
    }

    /** Stores write a half of a surrogate pair as a question mark: different conversations would become one. */
    private static String wellFormed(String what, String id) {
        if (!WellFormedText.isWellFormed(id)) {
            throw new Glm4RequestException(what + " must be well-formed Unicode, but holds half of a surrogate pair: "
                    + PrintableText.name(id));
        }
        return id;
    }

    private static boolean isReset(Message message) {
        String text = message.getHeader(Glm4Headers.CONVERSATION_RESET, String.class);
        return Boolean.TRUE.equals(Check.trueOrFalse("header " + Glm4Headers.CONVERSATION_RESET, text));
    }
}
