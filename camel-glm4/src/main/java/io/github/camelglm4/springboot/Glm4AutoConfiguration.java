package io.github.camelglm4.springboot;

import io.github.camelglm4.Glm4Component;
import io.github.camelglm4.batchroute.Glm4BatchComponent;
import io.github.camelglm4.embeddingroute.Glm4EmbeddingComponent;
import io.github.camelglm4.moderationroute.Glm4ModerationComponent;
import io.github.camelglm4.rerankroute.Glm4RerankComponent;
import io.github.camelglm4.toolroute.Glm4ToolComponent;
import org.apache.camel.spi.ComponentCustomizer;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Sets the options of the components from {@code camel.component.glm4.*}, and in the same way those of the other
 * schemes, in a Spring Boot application. Without it, Spring Boot ignores these properties silently.
 */
@AutoConfiguration(afterName = "org.apache.camel.spring.boot.CamelAutoConfiguration")
public class Glm4AutoConfiguration {

    @Bean
    ComponentCustomizer glm4ComponentOptions(Environment environment) {
        return new ComponentProperties(environment, "glm4", Glm4Component.class);
    }

    @Bean
    ComponentCustomizer glm4BatchComponentOptions(Environment environment) {
        return new ComponentProperties(environment, "glm4-batch", Glm4BatchComponent.class);
    }

    @Bean
    ComponentCustomizer glm4EmbeddingComponentOptions(Environment environment) {
        return new ComponentProperties(environment, "glm4-embedding", Glm4EmbeddingComponent.class);
    }

    @Bean
    ComponentCustomizer glm4ModerationComponentOptions(Environment environment) {
        return new ComponentProperties(environment, "glm4-moderation", Glm4ModerationComponent.class);
    }

    @Bean
    ComponentCustomizer glm4RerankComponentOptions(Environment environment) {
        return new ComponentProperties(environment, "glm4-rerank", Glm4RerankComponent.class);
    }

    @Bean
    ComponentCustomizer glm4ToolComponentOptions(Environment environment) {
        return new ComponentProperties(environment, "glm4-tool", Glm4ToolComponent.class);
    }
}
