package io.github.camelglm4.options;

import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/** Whether an endpoint remembers what was said, and how much of it. */
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
     * Whether calls belong to conversations: what was said before under the same conversation id goes along with each
     * question, and question and answer are kept. The id comes with the header CamelGlm4ConversationId, or from the option
     * conversationId. Turns of one conversation run one at a time, in order.
     */
    public void setMemory(boolean memory) {
        this.memory = memory;
    }

    public String getConversationId() {
        return conversationId;
    }

    /**
     * Id of the conversation for messages without the header CamelGlm4ConversationId.
     */
    public void setConversationId(String conversationId) {
        this.conversationId = conversationId;
    }

    public Integer getMaxHistoryMessages() {
        return maxHistoryMessages;
    }

    /**
     * How many messages of a conversation are kept and go along with a question at most, tool calls and their results
     * included. The oldest go first, by whole turns, so that often fewer are left. No limit when not set.
     */
    public void setMaxHistoryMessages(Integer maxHistoryMessages) {
        this.maxHistoryMessages = maxHistoryMessages;
    }

    public Integer getMaxHistoryTokens() {
        return maxHistoryTokens;
    }

    /**
     * How many tokens of a conversation are kept and go along with a question at most, by an estimate that is right within
     * about 20 percent for Chinese and English. The oldest go first, by whole turns. No limit when not set.
     */
    public void setMaxHistoryTokens(Integer maxHistoryTokens) {
        this.maxHistoryTokens = maxHistoryTokens;
    }
}
