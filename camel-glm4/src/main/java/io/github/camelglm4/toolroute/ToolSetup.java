package io.github.camelglm4.toolroute;

import io.github.camelglm4.CallerCancellation;
import io.github.camelglm4.Glm4Properties;
import io.github.camelglm4.client.Glm4Client;
import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.error.Glm4ToolException;
import io.github.camelglm4.model.Step;
import io.github.camelglm4.options.Check;
import io.github.camelglm4.options.Mistakes;
import io.github.camelglm4.options.ToolOptions;
import io.github.camelglm4.tools.OfferedTools;
import io.github.camelglm4.tools.ToolDefinition;
import io.github.camelglm4.tools.ToolLimits;
import io.github.camelglm4.tools.ToolRunner;
import io.github.camelglm4.tools.ToolStep;
import io.github.camelglm4.tools.ToolTrace;
import io.github.camelglm4.watch.WatchedCall;
import java.util.Collection;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;

/** Which tools the exchanges of one started producer offer to their models, if they do, and how those are run. */
public final class ToolSetup implements AutoCloseable {

    /** A model may call a tool that asks a model that calls a tool: so often, and no further. */
    private static final int MOST_NESTED = 5;

    private final CamelContext context;
    private final boolean manual;
    private final ToolLimits limits;
    private final ToolSelection chosen;
    private final ToolFilter filter;
    private final Glm4Client client;
    private volatile boolean closed;

    /**
     * Reads the options of an endpoint.
     *
     * @throws RuntimeException naming the option that is wrong, its value and what is allowed; for names of tools, when the
     *     context has prepared its routes
     */
    public ToolSetup(CamelContext context, ToolOptions options, Glm4Client client, Mistakes mistakes) throws Exception {
        Check.oneOf("toolExecution", options.getToolExecution(), "auto", "manual");
        Check.oneOf("toolErrors", options.getToolErrors(), "reply", "fail");
        Check.atLeast("maxToolRounds", options.getMaxToolRounds(), 1);
        Check.atLeast("toolTimeout", options.getToolTimeout(), 1);
        this.context = context;
        this.manual = options.leavesCallsToRoute();
        this.limits = new ToolLimits(
                options.getMaxToolRounds(), options.getToolTimeout(), "fail".equals(options.getToolErrors()));
        this.chosen = new ToolSelection(context, options);
        this.client = client;
        String filterUri = options.getToolFilter();
        this.filter = filterUri == null || filterUri.isBlank() ? null : new ToolFilter(context, filterUri);
        checkAtStart(mistakes);
    }

    /**
     * Checks the names once all routes of a starting context are known, before any of them takes messages. Routes that are
     * added to a running context may bring their tools with them, in any order: those names are looked up when they are needed.
     */
    private void checkAtStart(Mistakes mistakes) throws Exception {
        if (!chosen.isEmpty() && !context.isStarted()) {
            context.addStartupListener((started, alreadyStarted) -> {
                if (!alreadyStarted && !closed) {
                    chosen.check(mistakes);
                }
            });
        }
    }

    /**
     * The tools of a call; null when there are none.
     *
     * @param call is told of every call of a tool
     * @throws Glm4RequestException when there is no tool of a name that the endpoint names
     * @throws Glm4ToolException    when the exchange is inside of too many calls of tools itself
     */
    public Step step(Exchange exchange, WatchedCall call) {
        if (chosen.isEmpty()) {
            return null;
        }
        Collection<ToolDefinition> definitions = definitions();
        ToolTrace trace = new ToolTrace();
        OfferedTools offer;
        if (manual) {
            offer = chosen.handedOn(definitions);
        } else {
            requireNotTooDeep(exchange);
            offer = chosen.run(definitions);
            exchange.setProperty(Glm4Properties.TOOL_TRACE, trace.entries());
        }
        // tools see the exchange as it is when it asks, with the turn that it is in
        Supplier<ToolRunner> runners =
                () -> new RouteRunner(chosen.component(), filter, new CallerContext(exchange), client.continuations());
        return new ToolStep(offer, runners, limits, trace, CallerCancellation.of(exchange), call, client);
    }

    private Collection<ToolDefinition> definitions() {
        try {
            return chosen.definitions();
        } catch (IllegalArgumentException e) {
            throw new Glm4RequestException(e.getMessage());
        }
    }

    private static void requireNotTooDeep(Exchange exchange) {
        int depth = CallerContext.depth(exchange);
        if (depth >= MOST_NESTED) {
            throw new Glm4ToolException("a model is asked with tools from inside of " + depth
                    + " calls of tools: do the tools call each other without end?");
        }
    }

    @Override
    public void close() {
        closed = true;
        if (filter != null) {
            filter.close();
        }
    }
}
