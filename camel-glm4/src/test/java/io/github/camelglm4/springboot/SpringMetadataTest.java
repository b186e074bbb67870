package io.github.camelglm4.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.util.StringHelper;
import org.junit.jupiter.api.Test;

/** Editors suggest the properties of the components in application.properties, with the text of the catalog. */
class SpringMetadataTest {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final Path COMMITTED = Path.of("src/main/resources/META-INF/spring-configuration-metadata.json");
    private static final Path CATALOG = Path.of("src/generated/resources/META-INF/io/github/camelglm4");

    private static final Map<String, String> TYPES = Map.of(
            "boolean", "java.lang.Boolean",
            "int", "java.lang.Integer",
            "double", "java.lang.Double",
            "duration", "java.time.Duration");

    private final ObjectNode metadata = JSON.createObjectNode();
    private final ArrayNode groups = metadata.putArray("groups");
    private final ArrayNode properties = metadata.putArray("properties");
    private final ArrayNode hints = metadata.putArray("hints");

    @Test
    void isInStepWithTheCatalog() throws IOException {
        add("glm4", CATALOG.resolve("glm4.json"));
        add("glm4-batch", CATALOG.resolve("batchroute/glm4-batch.json"));
        add("glm4-embedding", CATALOG.resolve("embeddingroute/glm4-embedding.json"));
        add("glm4-moderation", CATALOG.resolve("moderationroute/glm4-moderation.json"));
        add("glm4-rerank", CATALOG.resolve("rerankroute/glm4-rerank.json"));
        add("glm4-tool", CATALOG.resolve("toolroute/glm4-tool.json"));
        String fresh = JSON.writeValueAsString(metadata) + "\n";
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(COMMITTED, fresh);
        }
        assertThat(Files.readString(COMMITTED).replace("\r", ""))
                .as("bring it in step with: mvn -pl camel-glm4 test -Dtest=SpringMetadataTest -Ddocs.write=true")
                .isEqualTo(fresh);
    }

    private void add(String component, Path catalog) throws IOException {
        String group = "camel.component." + component;
        groups.addObject().put("name", group).put("type", Glm4AutoConfiguration.class.getName());
        JsonNode options = JSON.readTree(catalog.toFile()).path("componentProperties");
        options.properties().forEach(option -> add(group, option.getKey(), option.getValue()));
        properties
                .addObject()
                .put("name", group + ".enabled")
                .put("type", "java.lang.Boolean")
                .put("description", "Whether to configure the component with these properties.")
                .put("defaultValue", true);
    }

    private void add(String group, String option, JsonNode description) {
        String name = group + "." + StringHelper.camelCaseToDash(option);
        ObjectNode property = properties
                .addObject()
                .put("name", name)
                .put("type", type(description))
                .put("description", description.path("description").asText());
        if (description.has("defaultValue")) {
            property.set("defaultValue", description.get("defaultValue"));
        }
        if (description.has("enum")) {
            ArrayNode values = hints.addObject().put("name", name).putArray("values");
            description.get("enum").forEach(value -> values.addObject().set("value", value));
        }
    }

    /** Beans are referenced by name in application.properties, so their type is text. */
    private static String type(JsonNode description) {
        String type = description.path("type").asText();
        return TYPES.getOrDefault(
                type.equals("duration") ? type : description.path("javaType").asText(), "java.lang.String");
    }
}
