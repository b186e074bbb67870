package io.github.camelglm4.toolroute;

import io.github.camelglm4.Glm4Properties;
import io.github.camelglm4.client.Glm4Client;
import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.error.Glm4ToolException;
import io.github.camelglm4.model.Step;
import io.github.camelglm4.options.Check;
import io.github.camelglm4.options.Mistakes;
import io.github.camelglm4.options.ToolOptions;
import io.github.camelglm4.options.ToolsOption;
import io.github.camelglm4.text.CommaSeparated;
import io.github.camelglm4.text.NearNames;
import io.github.camelglm4.text.PrintableText;
import io.github.camelglm4.tools.OfferedTools;
import io.github.camelglm4.tools.ToolDefinition;
import io.github.camelglm4.tools.ToolInvocation;
import io.github.camelglm4.tools.ToolLimits;
import io.github.camelglm4.tools.ToolProblem;
import io.github.camelglm4.tools.ToolRunner;
import io.github.camelglm4.tools.ToolStep;
import io.github.camelglm4.watch.WatchedCall;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;

/** The tools of a started producer: their selection, and how their calls run. Closed with the producer. */
public final class ToolSetup implements AutoCloseable {

    /** Maximum nesting depth of tools whose routes call models with tools. */
    private static final int MOST_NESTED = 5;

    private final CamelContext context;
    private final boolean manual;
    private final ToolLimits limits;
    private final Glm4ToolComponent component;
    private final Set<String> names;
    private final Set<String> tags;
    private final List<Map<String, Object>> raw;
    private final ToolFilter filter;
    private final Glm4Client client;
    private volatile boolean closed;

    /**
     * Reads the options of an endpoint.
     *
     * @throws RuntimeException with the name of the invalid option, its value and the allowed values. Names of tools
     *     are checked later, when the context has prepared its routes
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
        component = context.getComponent("glm4-tool", Glm4ToolComponent.class);
        tags = new LinkedHashSet<>(CommaSeparated.of(options.getToolTags(), "toolTags must be comma-separated words"));
        ToolsOption offered = ToolsOption.read(context, options.getTools());
        names = offered.names();
        raw = offered.definitions();
        this.client = client;
        this.filter = Check.isSet(options.getToolFilter()) ? new ToolFilter(context, options.getToolFilter()) : null;
        checkAtStart(mistakes);
    }

    /**
     * Checks the names when all routes of a starting context are known, before the first route runs. Routes and their
     * tools can be added to a running context in any order, so their names are looked up at the first use.
     */
    private void checkAtStart(Mistakes mistakes) throws Exception {
        if (!isEmpty() && !context.isStarted()) {
            context.addStartupListener((started, alreadyStarted) -> {
                if (!alreadyStarted && !closed) {
                    check(mistakes);
                }
            });
        }
    }

    private void check(Mistakes mistakes) {
        definitions();
        Set<String> unused = new LinkedHashSet<>(tags);
        for (String name : component.names()) {
            Glm4ToolEndpoint tool = component.tool(name);
            if (tool != null) {
                unused.removeAll(tool.tagSet());
            }
        }
        for (String tag : unused) {
            mistakes.report("toolTags names " + PrintableText.name(tag) + ", but no glm4-tool route has that tag");
        }
    }

    private boolean isEmpty() {
        return names.isEmpty() && tags.isEmpty() && raw.isEmpty();
    }

    /**
     * Returns the agent loop of a call; null if there are no tools.
     *
     * @param gone completed when the caller no longer waits for the exchange; null if unknown
     * @param call observes each tool call
     * @throws Glm4RequestException if there is no tool of a name in the option {@code tools}
     * @throws Glm4ToolException if the exchange itself runs in too many nested tool calls
     */
    public Step step(Exchange exchange, CompletableFuture<?> gone, WatchedCall call) {
        if (isEmpty()) {
            return null;
        }
        OfferedTools offer = offered();
        List<Map<String, Object>> trace = new CopyOnWriteArrayList<>();
        if (!manual) {
            requireNotTooDeep(exchange);
            exchange.setProperty(Glm4Properties.TOOL_TRACE, Collections.unmodifiableList(trace));
        }
        // tools get the state of the exchange at the time of the request, including its turn
        Supplier<ToolRunner> runners = () -> {
            CallerContext asking = new CallerContext(exchange);
            return (invocation, result) -> run(invocation, asking, result);
        };
        return new ToolStep(offer, runners, limits, trace, gone, call, client);
    }

    /** Runs the route of the call if the filter approves it. */
    private void run(ToolInvocation call, CallerContext asking, CompletableFuture<String> result) {
        if (filter == null) {
            runRoute(call, asking, result);
            return;
        }
        filter.approval(call, asking)
                .whenCompleteAsync(
                        (approved, problem) -> {
                            if (problem != null) {
                                result.completeExceptionally(problem);
                            } else if (!result.isDone()) {
                                runRoute(call, asking, result);
                            }
                        },
                        client.continuations());
    }

    private void runRoute(ToolInvocation call, CallerContext asking, CompletableFuture<String> result) {
        Glm4ToolConsumer route = component.started(call.name());
        if (route == null) {
            result.completeExceptionally(ToolProblem.unavailable());
        } else {
            route.run(call, asking, result);
        }
    }

    private OfferedTools offered() {
        try {
            return new OfferedTools(definitions(), !manual, raw);
        } catch (IllegalArgumentException e) {
            throw new Glm4RequestException(e.getMessage());
        }
    }

    /**
     * Returns the definitions of the tools that the options select now.
     *
     * @throws IllegalArgumentException if there is no route for a name
     */
    private Collection<ToolDefinition> definitions() {
        Map<String, ToolDefinition> definitions = new LinkedHashMap<>();
        for (String name : names) {
            Glm4ToolEndpoint tool = component.tool(name);
            if (tool == null) {
                throw unknown(name);
            }
            definitions.put(name, tool.definition());
        }
        if (!tags.isEmpty()) {
            for (Glm4ToolConsumer tool : component.started()) {
                if (!Collections.disjoint(tags, tool.getEndpoint().tagSet())) {
                    definitions.put(
                            tool.getEndpoint().getName(), tool.getEndpoint().definition());
                }
            }
        }
        return definitions.values();
    }

    private static void requireNotTooDeep(Exchange exchange) {
        int depth = CallerContext.depth(exchange);
        if (depth >= MOST_NESTED) {
            throw new Glm4ToolException("tool calls are nested " + depth
                    + " levels deep, which is the maximum: the tools may call each other in a loop");
        }
    }

    private IllegalArgumentException unknown(String name) {
        Set<String> known = component.names();
        return new IllegalArgumentException("tools names " + name + ", but there is no route from glm4-tool:" + name
                + NearNames.nearest(name, known)
                        .map(near -> ": did you mean " + near + "? Available tools: ")
                        .orElse("; available tools: ")
                + (known.isEmpty() ? "none" : String.join(", ", known)));
    }

    @Override
    public void close() {
        closed = true;
        if (filter != null) {
            filter.close();
        }
    }
}
