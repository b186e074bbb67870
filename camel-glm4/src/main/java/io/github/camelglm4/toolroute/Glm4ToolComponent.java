package io.github.camelglm4.toolroute;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.util.PropertiesHelper;

/** Creates {@code glm4-tool:} endpoints, and finds the tools of its Camel context by name. */
@Component("glm4-tool")
public class Glm4ToolComponent extends DefaultComponent {

    private final Map<String, Glm4ToolConsumer> started = new ConcurrentHashMap<>();

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        Glm4ToolEndpoint endpoint = new Glm4ToolEndpoint(uri, this);
        endpoint.setName(remaining);
        endpoint.setParameter(PropertiesHelper.extractProperties(parameters, "parameter."));
        setProperties(endpoint, parameters);
        return endpoint;
    }

    /** @throws IllegalStateException if another route already defines a tool of this name */
    void add(Glm4ToolConsumer tool) {
        String name = tool.getEndpoint().getName();
        Glm4ToolConsumer other = started.putIfAbsent(name, tool);
        if (other != null && other != tool) {
            throw new IllegalStateException("tool " + name + " is already defined by route " + other.getRouteId()
                    + ": each name can be used by only one glm4-tool route");
        }
    }

    void remove(Glm4ToolConsumer tool) {
        started.remove(tool.getEndpoint().getName(), tool);
    }

    /** Returns the started consumer of the tool of this name, or null. */
    Glm4ToolConsumer started(String name) {
        return started.get(name);
    }

    /** Returns all tools whose routes are started, including suspended ones. */
    Collection<Glm4ToolConsumer> started() {
        return started.values();
    }

    /** Returns the names of all tools in alphabetical order, including tools whose routes are not started. */
    Set<String> names() {
        Set<String> names = new TreeSet<>(started.keySet());
        for (Endpoint endpoint : getCamelContext().getEndpoints()) {
            if (endpoint instanceof Glm4ToolEndpoint tool) {
                names.add(tool.getName());
            }
        }
        return names;
    }

    /** Returns the tool of this name, also if its route is not started; null if there is none. */
    Glm4ToolEndpoint tool(String name) {
        Glm4ToolConsumer consumer = started.get(name);
        if (consumer != null) {
            return consumer.getEndpoint();
        }
        for (Endpoint endpoint : getCamelContext().getEndpoints()) {
            if (endpoint instanceof Glm4ToolEndpoint tool && tool.getName().equals(name)) {
                return tool;
            }
        }
        return null;
    }
}
