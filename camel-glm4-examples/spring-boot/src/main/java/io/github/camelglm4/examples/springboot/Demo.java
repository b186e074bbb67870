package io.github.camelglm4.examples.springboot;

import io.github.camelglm4.examples.offline.OfflineModel;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** Runs the application; without the environment variable GLM4_API_KEY, the offline model answers. */
public final class Demo {

    private Demo() {}

    public static void main(String[] args) {
        String key = System.getenv("GLM4_API_KEY");
        if (key != null && !key.isBlank()) {
            Assistant.main(args);
            return;
        }
        try (OfflineModel model = OfflineModel.start(0)) {
            new SpringApplicationBuilder(Assistant.class)
                    .properties("camel.component.glm4.base-url=" + model.baseUrl())
                    .run(args)
                    .close();
        }
    }
}
