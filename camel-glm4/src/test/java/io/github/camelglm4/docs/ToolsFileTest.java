package io.github.camelglm4.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.junit.jupiter.api.Test;

/** The file for tools in docs/tooling.md, as the build writes it and attaches it to the jar. */
class ToolsFileTest {

    private static final Path FILE = Path.of("target/camel-glm4-catalog.json");

    @Test
    void holdsAllComponentsAsToolsReadThem() throws Exception {
        assertThat(FILE).as("written by the build, at process-classes").exists();
        JsonNode components = new ObjectMapper().readTree(FILE.toFile());
        CamelCatalog catalog = new DefaultCamelCatalog();

        assertThat(components.isArray()).isTrue();
        for (JsonNode entry : components) {
            JsonNode component = entry.get("component");
            catalog.addComponent(
                    component.get("scheme").asText(), component.get("javaType").asText(), entry.toString());
        }

        assertThat(components).hasSize(6);
        assertThat(catalog.findComponentNames())
                .contains("glm4", "glm4-batch", "glm4-embedding", "glm4-moderation", "glm4-rerank", "glm4-tool");
        assertThat(catalog.componentModel("glm4").getArtifactId()).isEqualTo("camel-glm4");
        assertThat(catalog.validateEndpointProperties("glm4:GLM-4-Air?temperature=0.2")
                        .isSuccess())
                .isTrue();
        assertThat(catalog.validateEndpointProperties("glm4:GLM-4-Air?temprature=0.2")
                        .getUnknown())
                .containsExactly("temprature");
    }
}
