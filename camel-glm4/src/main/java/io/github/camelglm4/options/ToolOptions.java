package io.github.camelglm4.options;

import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/** Which tools a model may call, and what happens when it does. */
@UriParams
public class ToolOptions {

    @UriParam(label = "producer,tools")
    @Metadata(supportFileReference = true)
    private String tools;

    @UriParam(label = "producer,tools")
    private String toolTags;

    @UriParam(label = "producer,tools", defaultValue = "auto", enums = "auto,manual")
    private String toolExecution = "auto";

    @UriParam(label = "producer,tools", defaultValue = "10")
    private int maxToolRounds = 10;

    @UriParam(label = "producer,tools", defaultValue = "reply", enums = "reply,fail")
    private String toolErrors = "reply";

    @UriParam(label = "producer,tools", javaType = "java.time.Duration", defaultValue = "300000")
    private long toolTimeout = 300_000;

    @UriParam(label = "producer,tools")
    private String toolFilter;

    /** Whether any tool is offered, of a route or in a definition. */
    public boolean offersAny() {
        return Check.isSet(tools) || Check.isSet(toolTags);
    }

    /** Whether the calls of the model are left to the route. */
    public boolean leavesCallsToRoute() {
        return "manual".equals(toolExecution);
    }

    public String getTools() {
        return tools;
    }

    /**
     * Comma-separated tools that the model may call: names of glm4-tool routes, or resource:classpath:tools.json for
     * definitions in their wire form (one, or a JSON array): web_search, retrieval and mcp, which the service runs itself,
     * and functions that nobody runs here, whose calls become the body.
     */
    public void setTools(String tools) {
        this.tools = tools;
    }

    public String getToolTags() {
        return toolTags;
    }

    /**
     * Comma-separated tags: the model may call every started glm4-tool route that has one of them.
     */
    public void setToolTags(String toolTags) {
        this.toolTags = toolTags;
    }

    public String getToolExecution() {
        return toolExecution;
    }

    /**
     * Who runs the calls of the model: auto runs the routes, all calls of an answer at once, and asks the model again with
     * their results, until it answers. With manual the calls become the body, a List of Maps (id, name, arguments), and the
     * route goes on itself: a body of Maps of role tool continues the conversation.
     */
    public void setToolExecution(String toolExecution) {
        this.toolExecution = toolExecution;
    }

    public int getMaxToolRounds() {
        return maxToolRounds;
    }

    /**
     * Maximum number of rounds of tool calls for one message; a round is one answer whose calls are run. With 1, tools run
     * once and the model is asked once more. If the model calls tools again after the last round, these calls are not run and
     * the exchange fails with Glm4ToolException. Must be 1 or more.
     */
    public void setMaxToolRounds(int maxToolRounds) {
        this.maxToolRounds = maxToolRounds;
    }

    public String getToolErrors() {
        return toolErrors;
    }

    /**
     * What happens when a call has no result (unknown tool, wrong arguments, a route that fails or takes too long): reply sends
     * the model an error message without internal details, and it may try something else; fail fails the message with
     * Glm4ToolException.
     */
    public void setToolErrors(String toolErrors) {
        this.toolErrors = toolErrors;
    }

    public long getToolTimeout() {
        return toolTimeout;
    }

    /**
     * How long one call of a tool may take, with the toolFilter that approves it. What the tool gives back later is dropped.
     */
    public void setToolTimeout(long toolTimeout) {
        this.toolTimeout = toolTimeout;
    }

    public String getToolFilter() {
        return toolFilter;
    }

    /**
     * URI of an endpoint that sees each call before it is run, such as direct:approve, with body and headers as the tool will
     * have them. When it sets the header CamelGlm4ToolRejected (a reason, which the model is told) or fails, the call is not
     * run, even when an error handler sees to the failure. It may take its time: nothing waits on a thread.
     */
    public void setToolFilter(String toolFilter) {
        this.toolFilter = toolFilter;
    }
}
