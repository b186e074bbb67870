package io.github.camelglm4.options;

import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/** Options of tools and tool calls. */
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

    /** Whether requests offer any tool, by a route or a definition. */
    public boolean offersAny() {
        return Check.isSet(tools) || Check.isSet(toolTags);
    }

    /** Whether the route runs the tool calls of the model itself. */
    public boolean leavesCallsToRoute() {
        return "manual".equals(toolExecution);
    }

    public String getTools() {
        return tools;
    }

    /**
     * Comma-separated tools that the model may call: names of glm4-tool routes, or resource:classpath:tools.json for
     * definitions in the format of the API (one definition, or a JSON array of them). A definition is either a tool
     * that the service runs (web_search, retrieval, mcp), or a function without a route, whose calls become the body. A
     * name without a route is an error.
     */
    public void setTools(String tools) {
        this.tools = tools;
    }

    public String getToolTags() {
        return toolTags;
    }

    /** Comma-separated tags. The model may call every started glm4-tool route that has one of them. */
    public void setToolTags(String toolTags) {
        this.toolTags = toolTags;
    }

    public String getToolExecution() {
        return toolExecution;
    }

    /**
     * Who runs the tool calls of the model. With auto, the component runs the tool routes, all calls of one answer in
     * parallel, and sends the results to the model, until it answers without tool calls. With manual, the body is a
     * List of Maps with the calls (id, name, arguments); to continue, the route sends a List of Maps with the role tool
     * and the results.
     */
    public void setToolExecution(String toolExecution) {
        this.toolExecution = toolExecution;
    }

    public int getMaxToolRounds() {
        return maxToolRounds;
    }

    /**
     * Maximum number of tool rounds for one message, at least 1. A tool round is one answer whose calls are run. With
     * 1, tools run once, and the model is called once more. If the model then calls tools again, these calls are not
     * run, and the exchange fails with Glm4ToolException.
     */
    public void setMaxToolRounds(int maxToolRounds) {
        this.maxToolRounds = maxToolRounds;
    }

    public String getToolErrors() {
        return toolErrors;
    }

    /**
     * What happens if a tool call fails (unknown tool, wrong arguments, failure or timeout of the route). With reply,
     * the model gets an error message without internal details, so that it can try something else. With fail, the
     * exchange fails with Glm4ToolException.
     */
    public void setToolErrors(String toolErrors) {
        this.toolErrors = toolErrors;
    }

    public long getToolTimeout() {
        return toolTimeout;
    }

    /**
     * Timeout for one tool call, including toolFilter. Must be at least 1 ms. After the timeout, the tool call fails
     * (see toolErrors), and a later result is ignored.
     */
    public void setToolTimeout(long toolTimeout) {
        this.toolTimeout = toolTimeout;
    }

    public String getToolFilter() {
        return toolFilter;
    }

    /**
     * URI of an endpoint that approves each tool call before it runs, such as direct:approve. It receives the body and
     * headers of the tool. The tool is not run if this endpoint sets the header CamelGlm4ToolRejected (its value is the
     * reason, which is sent to the model), or if it fails, even if an error handler handles the failure. No thread is
     * blocked while it runs.
     */
    public void setToolFilter(String toolFilter) {
        this.toolFilter = toolFilter;
    }
}
