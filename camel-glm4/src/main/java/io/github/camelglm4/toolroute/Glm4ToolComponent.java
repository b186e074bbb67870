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

/** Creates {@code glm4-tool:} endpoints and finds the tools of its context by name. */
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

    /** @throws IllegalStateException when another route is the tool of that name already */
    void add(Glm4ToolConsumer tool) {
        String name = tool.getEndpoint().getName();
        Glm4ToolConsumer other = started.putIfAbsent(name, tool);
        if (other != null && other != tool) {
            throw new IllegalStateException("there is a tool " + name + " already, route " + other.getRouteId()
                    + ": each name can be used by one glm4-tool route only");
        }
    }

    void remove(Glm4ToolConsumer tool) {
        started.remove(tool.getEndpoint().getName(), tool);
    }

    /** The route that is the tool of that name; null when none is started. */
    Glm4ToolConsumer started(String name) {
        return started.get(name);
    }

    /** All tools whose routes are started, the suspended ones among them. */
    Collection<Glm4ToolConsumer> started() {
        return started.values();
    }

    /** The names of all tools in the order of the alphabet, whether or not their routes are started. */
    Set<String> names() {
        Set<String> names = new TreeSet<>(started.keySet());
        for (Endpoint endpoint : getCamelContext().getEndpoints()) {
            if (endpoint instanceof Glm4ToolEndpoint tool) {
                names.add(tool.getName());
            }
        }
        return names;
    }

    /** The tool of that name, whether or not its route is started; null when there is none. */
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
