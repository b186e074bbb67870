package io.github.camelglm4.toolroute;

import io.github.camelglm4.options.Mistakes;
import io.github.camelglm4.options.TextOption;
import io.github.camelglm4.options.ToolOptions;
import io.github.camelglm4.text.CommaSeparated;
import io.github.camelglm4.text.NearNames;
import io.github.camelglm4.text.PrintableText;
import io.github.camelglm4.tools.OfferedTools;
import io.github.camelglm4.tools.RawDefinitions;
import io.github.camelglm4.tools.ToolDefinition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;

/** The tools that an endpoint names in its options. */
final class ToolSelection {

    private static final String RESOURCE = "resource:";

    private final Glm4ToolComponent component;
    private final Set<String> names = new LinkedHashSet<>();
    private final Set<String> tags;
    private final List<Map<String, Object>> raw = new ArrayList<>();

    /** @throws RuntimeException naming the definition that is wrong */
    ToolSelection(CamelContext context, ToolOptions options) {
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
    }

    boolean isEmpty() {
        return names.isEmpty() && tags.isEmpty() && raw.isEmpty();
    }

    Glm4ToolComponent component() {
        return component;
    }

    /**
     * Compares the options with the routes of the context, all of which are known by now.
     *
     * @param mistakes receives a tag that no route has
     * @throws IllegalArgumentException when there is no route of a name
     */
    void check(Mistakes mistakes) {
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

    /**
     * The routes among them, as they are now.
     *
     * @throws IllegalArgumentException when there is no route of a name
     */
    Collection<ToolDefinition> definitions() {
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

    /** With the routes run here. */
    OfferedTools run(Collection<ToolDefinition> definitions) {
        return new OfferedTools(definitions, raw);
    }

    /** With none of them run here. */
    OfferedTools handedOn(Collection<ToolDefinition> definitions) {
        List<Map<String, Object>> all = new ArrayList<>();
        definitions.forEach(definition -> all.add(definition.toMap()));
        all.addAll(raw);
        return new OfferedTools(List.of(), all);
    }

    private IllegalArgumentException unknown(String name) {
        Set<String> known = component.names();
        return new IllegalArgumentException("tools names " + name + ", but there is no route from glm4-tool:" + name
                + NearNames.nearest(name, known)
                        .map(near -> ": did you mean " + near + "? There are ")
                        .orElse("; there are ")
                + (known.isEmpty() ? "none" : String.join(", ", known)));
    }
}
