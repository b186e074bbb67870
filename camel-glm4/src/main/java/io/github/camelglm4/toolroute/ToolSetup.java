package io.github.camelglm4.toolroute;

import io.github.camelglm4.Glm4Properties;
import io.github.camelglm4.client.Glm4Client;
import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.error.Glm4ToolException;
import io.github.camelglm4.model.Step;
import io.github.camelglm4.options.Check;
import io.github.camelglm4.options.Mistakes;
import io.github.camelglm4.options.TextOption;
import io.github.camelglm4.options.ToolOptions;
import io.github.camelglm4.text.CommaSeparated;
import io.github.camelglm4.text.NearNames;
import io.github.camelglm4.text.PrintableText;
import io.github.camelglm4.tools.OfferedTools;
import io.github.camelglm4.tools.RawDefinitions;
import io.github.camelglm4.tools.ToolDefinition;
import io.github.camelglm4.tools.ToolInvocation;
import io.github.camelglm4.tools.ToolLimits;
import io.github.camelglm4.tools.ToolProblem;
import io.github.camelglm4.tools.ToolRunner;
import io.github.camelglm4.tools.ToolStep;
import io.github.camelglm4.watch.WatchedCall;
import java.util.ArrayList;
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

/** The tools of a started producer: which ones its exchanges offer to their models, and how they are run. */
public final class ToolSetup implements AutoCloseable {

    /** Maximum depth of tools that ask models that call tools. */
    private static final int MOST_NESTED = 5;

    private static final String RESOURCE = "resource:";

    private final CamelContext context;
    private final boolean manual;
    private final ToolLimits limits;
    private final Glm4ToolComponent component;
    private final Set<String> names = new LinkedHashSet<>();
    private final Set<String> tags;
    private final List<Map<String, Object>> raw = new ArrayList<>();
    private final ToolFilter filter;
    private final Glm4Client client;
    private volatile boolean closed;

    /**
     * Reads the options of an endpoint.
     *
     * @throws RuntimeException naming the option that is wrong, its value and what is allowed; for names of tools, when
     *     the context has prepared its routes
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
        for (String element : CommaSeparated.of(
                options.getTools(), "tools must be comma-separated names of glm4-tool routes or resource:FILE")) {
            if (element.startsWith(RESOURCE)) {
                raw.addAll(RawDefinitions.read(element, TextOption.read(context, "tools", element)));
            } else {
                names.add(element);
            }
        }
        this.client = client;
        this.filter = Check.isSet(options.getToolFilter()) ? new ToolFilter(context, options.getToolFilter()) : null;
        checkAtStart(mistakes);
    }

    /**
     * Checks the names once all routes of a starting context are known, before any of them takes messages. Routes that
     * are added to a running context may bring their tools with them, in any order: those names are looked up when they
     * are needed.
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
     * The tools of a call; null when there are none.
     *
     * @param gone completed when nobody waits for the exchange any more; null if unknown
     * @param call observes every call of a tool
     * @throws Glm4RequestException when there is no tool of a name that the endpoint names
     * @throws Glm4ToolException when the exchange is inside of too many calls of tools itself
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
        // tools see the exchange as it is when it asks, with the turn that it is in
        Supplier<ToolRunner> runners = () -> {
            CallerContext asking = new CallerContext(exchange);
            return (invocation, result) -> run(invocation, asking, result);
        };
        return new ToolStep(offer, runners, limits, trace, gone, call, client);
    }

    /** Runs the call by its route when the filter lets it pass. */
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
     * The routes that the options name, as they are now.
     *
     * @throws IllegalArgumentException when there is no route of a name
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
            throw new Glm4ToolException("a model is asked with tools from inside of " + depth
                    + " calls of tools: do the tools call each other without end?");
        }
    }

    private IllegalArgumentException unknown(String name) {
        Set<String> known = component.names();
        return new IllegalArgumentException("tools names " + name + ", but there is no route from glm4-tool:" + name
                + NearNames.nearest(name, known)
                        .map(near -> ": did you mean " + near + "? There are ")
                        .orElse("; there are ")
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
