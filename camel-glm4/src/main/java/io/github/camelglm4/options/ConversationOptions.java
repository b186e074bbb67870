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
     * Whether to remember conversations: the earlier messages of a conversation are sent with each request, and each
     * request is stored with its answer. The header CamelGlm4ConversationId or the option conversationId identifies the
     * conversation; without both, the exchange fails with Glm4RequestException. The turns of a conversation run one at
     * a time, in order.
     */
    public void setMemory(boolean memory) {
        this.memory = memory;
    }

    public String getConversationId() {
        return conversationId;
    }

    /** ID of the conversation for messages without the header CamelGlm4ConversationId. Requires memory=true. */
    public void setConversationId(String conversationId) {
        this.conversationId = conversationId;
    }

    public Integer getMaxHistoryMessages() {
        return maxHistoryMessages;
    }

    /**
     * Maximum number (at least 1) of messages of a conversation that are stored and sent with a request, including tool
     * calls and their results. The oldest turns (a question with its answer) are removed first, always completely, so
     * fewer messages can remain. If not set, there is no limit. Requires memory=true.
     */
    public void setMaxHistoryMessages(Integer maxHistoryMessages) {
        this.maxHistoryMessages = maxHistoryMessages;
    }

    public Integer getMaxHistoryTokens() {
        return maxHistoryTokens;
    }

    /**
     * Maximum number (at least 1) of tokens of a conversation that are stored and sent with a request. The number is an
     * estimate, accurate to about 20 percent for Chinese and English. The oldest turns (a question with its answer) are
     * removed first, always completely. If not set, there is no limit. Requires memory=true.
     */
    public void setMaxHistoryTokens(Integer maxHistoryTokens) {
        this.maxHistoryTokens = maxHistoryTokens;
    }
}
