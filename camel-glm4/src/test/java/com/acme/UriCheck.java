package com.acme;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.catalog.EndpointValidationResult;
import org.apache.camel.catalog.suggest.CatalogSuggestionStrategy;

/** The class of docs/tooling.md. */
public class UriCheck {

    private final CamelCatalog catalog = new DefaultCamelCatalog();

    public UriCheck() throws IOException {
        catalog.setSuggestionStrategy(new CatalogSuggestionStrategy());
        add("glm4", "io.github.camelglm4.Glm4Component", "glm4.json");
        add("glm4-batch", "io.github.camelglm4.batchroute.Glm4BatchComponent", "batchroute/glm4-batch.json");
        add(
                "glm4-embedding",
                "io.github.camelglm4.embeddingroute.Glm4EmbeddingComponent",
                "embeddingroute/glm4-embedding.json");
        add(
                "glm4-moderation",
                "io.github.camelglm4.moderationroute.Glm4ModerationComponent",
                "moderationroute/glm4-moderation.json");
        add("glm4-rerank", "io.github.camelglm4.rerankroute.Glm4RerankComponent", "rerankroute/glm4-rerank.json");
        add("glm4-tool", "io.github.camelglm4.toolroute.Glm4ToolComponent", "toolroute/glm4-tool.json");
    }

    private void add(String scheme, String component, String entry) throws IOException {
        String place = "/META-INF/io/github/camelglm4/" + entry;
        try (InputStream json = UriCheck.class.getResourceAsStream(place)) {
            catalog.addComponent(scheme, component, new String(json.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    public String findings(String uri) {
        EndpointValidationResult result = catalog.validateEndpointProperties(uri);
        return result.isSuccess() ? "" : result.summaryErrorMessage(false);
    }
}
