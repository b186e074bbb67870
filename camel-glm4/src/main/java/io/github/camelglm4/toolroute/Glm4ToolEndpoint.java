package io.github.camelglm4.toolroute;

import io.github.camelglm4.json.Json;
import io.github.camelglm4.options.TextOption;
import io.github.camelglm4.text.CommaSeparated;
import io.github.camelglm4.tools.ParameterSchema;
import io.github.camelglm4.tools.ToolDefinition;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Make a route available as a tool that GLM-4 models, or any model called by a glm4 endpoint, can call. */
@UriEndpoint(
        firstVersion = "1.0.0",
        scheme = "glm4-tool",
        title = "GLM-4 Tool",
        syntax = "glm4-tool:name",
        consumerOnly = true,
        remote = false,
        category = {Category.AI},
        headersClass = Glm4ToolHeaders.class)
public class Glm4ToolEndpoint extends DefaultEndpoint {

    private static final Logger LOG = LoggerFactory.getLogger(Glm4ToolEndpoint.class);

    @UriPath
    @Metadata(required = true)
    private String name;

    @UriParam
    @Metadata(supportFileReference = true, largeInput = true)
    private String description;

    @UriParam
    private String tags;

    @UriParam(prefix = "parameter.", multiValue = true)
    private Map<String, Object> parameter = Map.of();

    @UriParam(displayName = "Argument Schema")
    @Metadata(supportFileReference = true, largeInput = true)
    private String argSchema;

    private ToolDefinition definition;
    private Set<String> tagSet = Set.of();

    public Glm4ToolEndpoint(String uri, Glm4ToolComponent component) {
        super(uri, component);
    }

    @Override
    public Producer createProducer() {
        throw new UnsupportedOperationException("glm4-tool:" + name + " cannot be used in to(): only models call it. To"
                + " run its steps from a route too, move them to a direct route, and call that from both");
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        Glm4ToolConsumer consumer = new Glm4ToolConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        String text = TextOption.read(getCamelContext(), "description", description);
        tagSet = new LinkedHashSet<>(CommaSeparated.of(tags, "tags must be comma-separated words"));
        // services require a description
        definition = new ToolDefinition(name, text == null || text.isBlank() ? name : text, schema());
        definition.advice().forEach(advice -> LOG.warn("tool {}: {}", name, advice));
    }

    private Map<String, Object> schema() {
        String text = TextOption.read(getCamelContext(), "argSchema", argSchema);
        if (text == null) {
            return ParameterSchema.of(parameter);
        }
        if (!parameter.isEmpty()) {
            throw new IllegalArgumentException("tool " + name + " has both argSchema and parameter."
                    + parameter.keySet() + ": set only one of them");
        }
        try {
            return Json.readObject(text);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "argSchema of tool " + name + " is not a JSON object: " + e.getMessage(), e);
        }
    }

    /** Returns the definition that is sent to models; null before the endpoint is initialized. */
    ToolDefinition definition() {
        return definition;
    }

    /** Returns the tags by which the tool can be selected. */
    Set<String> tagSet() {
        return tagSet;
    }

    @Override
    public Glm4ToolComponent getComponent() {
        return (Glm4ToolComponent) super.getComponent();
    }

    public String getName() {
        return name;
    }

    /** Name of the tool: 1 to 64 letters, digits, underscores and hyphens. The model calls the tool by this name. */
    public void setName(String name) {
        this.name = name;
    }

    public String getDescription() {
        return description;
    }

    /**
     * Description of the tool: what it does, and when to use it. The model uses it to decide whether to call the tool.
     * Use resource:classpath:file.txt to read it from a file. If not set, the name is used.
     */
    public void setDescription(String description) {
        this.description = description;
    }

    public String getTags() {
        return tags;
    }

    /** Comma-separated tags by which glm4 endpoints select the tool (option toolTags). */
    public void setTags(String tags) {
        this.tags = tags;
    }

    public Map<String, Object> getParameter() {
        return parameter;
    }

    /**
     * Parameter of the tool. parameter.NAME is its type (string, integer, number, boolean, array or object).
     * parameter.NAME.description, parameter.NAME.required (true or false) and parameter.NAME.enum (comma-separated
     * values) are optional. NAME must not contain a dot. Arguments are validated before the route runs; unknown
     * arguments are rejected.
     */
    public void setParameter(Map<String, Object> parameter) {
        this.parameter = parameter;
    }

    public String getArgSchema() {
        return argSchema;
    }

    /**
     * JSON Schema of the arguments, for example for nested arguments. Cannot be combined with parameter options. Use
     * resource:classpath:file.json to read it from a file.
     */
    public void setArgSchema(String argSchema) {
        this.argSchema = argSchema;
    }
}
