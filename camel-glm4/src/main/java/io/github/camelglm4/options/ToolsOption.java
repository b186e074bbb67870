package io.github.camelglm4.options;

import io.github.camelglm4.text.CommaSeparated;
import io.github.camelglm4.tools.RawDefinitions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;

/**
 * The value of the option {@code tools}.
 *
 * @param names names of tool routes, in their order
 * @param definitions tools in their JSON form, from resources
 */
public record ToolsOption(Set<String> names, List<Map<String, Object>> definitions) {

    private static final String RESOURCE = "resource:";

    /**
     * Reads the option; it may be null or blank.
     *
     * @throws RuntimeException if it, or a resource, is invalid; it names what is allowed
     */
    public static ToolsOption read(CamelContext context, String tools) {
        Set<String> names = new LinkedHashSet<>();
        List<Map<String, Object>> definitions = new ArrayList<>();
        for (String element :
                CommaSeparated.of(tools, "tools must be comma-separated names of glm4-tool routes or resource:FILE")) {
            if (element.startsWith(RESOURCE)) {
                definitions.addAll(RawDefinitions.read(element, TextOption.read(context, "tools", element)));
            } else {
                names.add(element);
            }
        }
        return new ToolsOption(names, definitions);
    }
}
