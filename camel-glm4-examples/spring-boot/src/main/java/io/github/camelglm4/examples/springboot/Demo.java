package io.github.camelglm4.examples.springboot;

import io.github.camelglm4.examples.offline.OfflineModel;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.logging.LoggingSystem;

/** Runs the application. If the environment variable GLM4_API_KEY is not set, the offline model answers. */
public final class Demo {

    private Demo() {}

    public static void main(String[] args) {
        String key = System.getenv("GLM4_API_KEY");
        if (key != null && !key.isBlank()) {
            Assistant.main(args);
            return;
        }
        // suppresses log lines of the model, which starts before Spring Boot sets the log levels
        LoggingSystem.get(Demo.class.getClassLoader()).beforeInitialize();
        try (OfflineModel model = OfflineModel.start(0)) {
            System.out.println("Requests go to the offline model, because GLM4_API_KEY is not set. It has no knowledge:"
                    + " it selects sentences from the text of the request.");
            new SpringApplicationBuilder(Assistant.class)
                    .properties("camel.component.glm4.base-url=" + model.baseUrl())
                    .run(args)
                    .close();
        }
    }
}
