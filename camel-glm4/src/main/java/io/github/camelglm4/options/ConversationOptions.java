package io.github.camelglm4.options;

import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/** Options of the conversations of an endpoint. */
@UriParams
public class ConversationOptions {

    @UriParam(label = "producer,conversation", defaultValue = "false")
    private boolean memory;

    @UriParam(label = "producer,conversation", displayName = "Conversation ID")
    private String conversationId;

    @UriParam(label = "producer,conversation")
    private Integer maxHistoryMessages;

    @UriParam(label = "producer,conversation")
    private Integer maxHistoryTokens;

    public boolean isMemory() {
        return memory;
    }

    /**
     * Whether to remember conversations. The earlier messages of a conversation are sent with each request, and each
     * request is stored with its answer. The header CamelGlm4ConversationId or the option conversationId names the
     * conversation; without both, the exchange fails with Glm4RequestException. Turns of one conversation run one at a
     * time, in order.
     */
    public void setMemory(boolean memory) {
        this.memory = memory;
    }

    public String getConversationId() {
        return conversationId;
    }

    /**
     * ID of the conversation for messages without the header CamelGlm4ConversationId. Requires memory=true.
     */
    public void setConversationId(String conversationId) {
        this.conversationId = conversationId;
    }

    public Integer getMaxHistoryMessages() {
        return maxHistoryMessages;
    }

    /**
     * Maximum number of messages of a conversation that are stored and sent with a request, tool calls and their
     * results included. The oldest turns are removed first, and only as a whole, so fewer messages may remain. If not
     * set, there is no limit. Must be at least 1. Requires memory=true.
     */
    public void setMaxHistoryMessages(Integer maxHistoryMessages) {
        this.maxHistoryMessages = maxHistoryMessages;
    }

    public Integer getMaxHistoryTokens() {
        return maxHistoryTokens;
    }

    /**
     * Maximum number of tokens of a conversation that are stored and sent with a request. The number is an estimate,
     * accurate to about 20 percent for Chinese and English. The oldest turns are removed first, and only as a whole.
     * If not set, there is no limit. Must be at least 1. Requires memory=true.
     */
    public void setMaxHistoryTokens(Integer maxHistoryTokens) {
        this.maxHistoryTokens = maxHistoryTokens;
    }
}
