package io.github.camelglm4.docs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.camelglm4.Glm4Component;
import io.github.camelglm4.batchroute.Glm4BatchComponent;
import io.github.camelglm4.embeddingroute.Glm4EmbeddingComponent;
import io.github.camelglm4.moderationroute.Glm4ModerationComponent;
import io.github.camelglm4.rerankroute.Glm4RerankComponent;
import io.github.camelglm4.toolroute.Glm4ToolComponent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.DefaultCamelCatalog;

/** The catalog of Camel that tools use, with the entries of this component added in the same way. */
final class Catalogs {

    static CamelCatalog withOurComponents() {
        CamelCatalog catalog = new DefaultCamelCatalog(true);
        add(catalog, "glm4", Glm4Component.class);
        add(catalog, "glm4-batch", Glm4BatchComponent.class);
        add(catalog, "glm4-embedding", Glm4EmbeddingComponent.class);
        add(catalog, "glm4-moderation", Glm4ModerationComponent.class);
        add(catalog, "glm4-rerank", Glm4RerankComponent.class);
        add(catalog, "glm4-tool", Glm4ToolComponent.class);
        return catalog;
    }

    private static void add(CamelCatalog catalog, String scheme, Class<?> component) {
        String entry = "/META-INF/" + component.getPackageName().replace('.', '/') + "/" + scheme + ".json";
        try (InputStream json = component.getResourceAsStream(entry)) {
            catalog.addComponent(scheme, component.getName(), new String(json.readAllBytes(), UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Catalogs() {}
}
