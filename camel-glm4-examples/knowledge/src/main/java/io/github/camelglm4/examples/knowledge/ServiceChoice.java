package io.github.camelglm4.examples.knowledge;

import io.github.camelglm4.examples.offline.OfflineModel;
import io.github.camelglm4.options.ServiceOptions;
import java.util.Map;

/**
 * The service to use: the one of GLM4_API_KEY and GLM4_BASE_URL, or the offline model if neither is set.
 *
 * @param properties those of the component
 * @param offlineModel null if another service is used
 */
record ServiceChoice(String description, Map<String, String> properties, OfflineModel offlineModel)
        implements AutoCloseable {
    private static final String BASE_URL = "camel.component.glm4.base-url";

    static ServiceChoice from(Map<String, String> environment) {
        boolean key = !environment.getOrDefault("GLM4_API_KEY", "").isBlank();
        String url = environment.getOrDefault("GLM4_BASE_URL", "").strip();
        if (!key && url.isEmpty()) {
            OfflineModel model = OfflineModel.start(0);
            return new ServiceChoice(
                    "the offline model, because GLM4_API_KEY is not set", Map.of(BASE_URL, model.baseUrl()), model);
        }
        String used = url.isEmpty() ? ServiceOptions.DEFAULT_BASE_URL : url;
        // without this property, the component sends GLM4_API_KEY to the hosted services only
        Map<String, String> properties =
                Map.of(BASE_URL, used, "camel.component.glm4.api-key", "{{env:GLM4_API_KEY:}}");
        return new ServiceChoice(used + (key ? ", with the key in GLM4_API_KEY" : ""), properties, null);
    }

    @Override
    public void close() {
        if (offlineModel != null) {
            offlineModel.close();
        }
    }
}
