package io.github.camelglm4;

import io.github.camelglm4.conversation.Conversations;
import io.github.camelglm4.conversation.HistoryLimits;
import io.github.camelglm4.conversation.Turn;
import io.github.camelglm4.error.Glm4ConnectionException;
import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.model.Step;
import io.github.camelglm4.options.Check;
import io.github.camelglm4.options.ConversationOptions;
import io.github.camelglm4.options.TextOption;
import io.github.camelglm4.text.PrintableText;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** How the exchanges of one started producer use conversations. Immutable. */
record ConversationSetup(Conversations conversations, String defaultId, HistoryLimits limits) {

    /**
     * Reads the options of the endpoint.
     *
     * @return null if memory is false
     * @throws RuntimeException if an option is invalid; it names the option, its value and what is allowed
     */
    static ConversationSetup read(Glm4Endpoint endpoint) {
        ConversationOptions options = endpoint.getConversation();
        Check.atLeast("maxHistoryMessages", options.getMaxHistoryMessages(), 1);
        Check.atLeast("maxHistoryTokens", options.getMaxHistoryTokens(), 1);
        String id = TextOption.read(endpoint.getCamelContext(), "conversationId", options.getConversationId());
        if (id != null) {
            wellFormed("conversationId", id);
        }
        if (!options.isMemory()) {
            refuseWithoutMemory(options);
            return null;
        }
        Glm4Component component = endpoint.getComponent();
        return new ConversationSetup(
                component
                        .conversations()
                        .of(
                                endpoint.getCamelContext(),
                                endpoint.getConversationMemory(),
                                component.shared().client()),
                id,
                new HistoryLimits(options.getMaxHistoryMessages(), options.getMaxHistoryTokens()));
    }

    /** These options have no effect without memory. */
    private static void refuseWithoutMemory(ConversationOptions options) {
        String option = options.getConversationId() != null
                ? "conversationId"
                : options.getMaxHistoryMessages() != null
                        ? "maxHistoryMessages"
                        : options.getMaxHistoryTokens() != null ? "maxHistoryTokens" : null;
        if (option != null) {
            throw new Glm4RequestException(option + " requires memory=true: without it, conversations are not stored");
        }
    }

    /**
     * Creates the step for the conversation of the exchange.
     *
     * @param gone completed when the caller no longer waits for the exchange; null if unknown
     * @throws Glm4RequestException if the exchange names no conversation, or is part of a turn of it
     */
    Step step(Exchange exchange, CompletableFuture<?> gone) {
        Message message = exchange.getMessage();
        String text = message.getHeader(Glm4Headers.CONVERSATION_RESET, String.class);
        Boolean reset = Check.trueOrFalse("header " + Glm4Headers.CONVERSATION_RESET, text);
        Turn turn = conversations.turn(id(message), exchange.getProperty(Glm4Properties.TURN, Turn.class));
        // tools, chunks and copies of the exchange inherit it; the turn itself knows whether it has ended
        exchange.setProperty(Glm4Properties.TURN, turn);
        if (gone != null) {
            gone.thenRun(() -> turn.giveUp(Glm4ConnectionException.callerGone()));
        }
        return conversations.step(turn, limits, Boolean.TRUE.equals(reset));
    }

    /**
     * Returns the ID of the conversation of the message.
     *
     * @throws Glm4RequestException if neither the header nor the option is set
     */
    String id(Message message) {
        String header = message.getHeader(Glm4Headers.CONVERSATION_ID, String.class);
        if (Check.isSet(header)) {
            return wellFormed("header " + Glm4Headers.CONVERSATION_ID, header);
        }
        if (defaultId == null) {
            throw new Glm4RequestException("memory=true requires the ID of a conversation: set the header "
                    + Glm4Headers.CONVERSATION_ID + ", or the option conversationId for all messages");
        }
        return defaultId;
    }

    /** Stores write half of a surrogate pair as a question mark: different conversations would become one. */
    private static String wellFormed(String what, String id) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(id)) {
            throw new Glm4RequestException(what
                    + " must be well-formed Unicode, but contains half of a surrogate pair: " + PrintableText.name(id));
        }
        return id;
    }
}
