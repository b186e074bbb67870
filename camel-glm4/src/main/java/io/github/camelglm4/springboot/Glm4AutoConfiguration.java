package io.github.camelglm4.springboot;

import io.github.camelglm4.Glm4Component;
import io.github.camelglm4.toolroute.Glm4ToolComponent;
import org.apache.camel.spi.ComponentCustomizer;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Makes {@code camel.component.glm4.*} and {@code camel.component.glm4-tool.*} of an application of Spring Boot the
 * options of the components. Without it Spring Boot ignores them silently.
 */
@AutoConfiguration(afterName = "org.apache.camel.spring.boot.CamelAutoConfiguration")
public class Glm4AutoConfiguration {

    @Bean
    ComponentCustomizer glm4ComponentOptions(Environment environment) {
        return new ComponentProperties(environment, "glm4", Glm4Component.class);
    }

    @Bean
    ComponentCustomizer glm4ToolComponentOptions(Environment environment) {
        return new ComponentProperties(environment, "glm4-tool", Glm4ToolComponent.class);
    }
}
