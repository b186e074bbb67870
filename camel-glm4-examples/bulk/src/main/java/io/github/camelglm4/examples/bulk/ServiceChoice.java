package io.github.camelglm4.examples.bulk;

import io.github.camelglm4.examples.offline.OfflineModel;
import io.github.camelglm4.options.ServiceOptions;
import java.util.Map;

/** The service to use: the one of GLM4_API_KEY and GLM4_BASE_URL, or the offline model if neither is set. */
final class ServiceChoice implements AutoCloseable {
    private final String description;
    private final String url;
    private final OfflineModel offlineModel;

    private ServiceChoice(String description, String url, OfflineModel offlineModel) {
        this.description = description;
        this.url = url;
        this.offlineModel = offlineModel;
    }

    static ServiceChoice from(Map<String, String> environment) {
        boolean key = !environment.getOrDefault("GLM4_API_KEY", "").isBlank();
        String url = environment.getOrDefault("GLM4_BASE_URL", "").strip();
        if (!key && url.isEmpty()) {
            OfflineModel model = OfflineModel.start(0);
            return new ServiceChoice("the offline model, because GLM4_API_KEY is not set", model.baseUrl(), model);
        }
        String used = url.isEmpty() ? ServiceOptions.DEFAULT_BASE_URL : url;
        return new ServiceChoice(used + (key ? ", with the key in GLM4_API_KEY" : ""), used, null);
    }

    String description() {
        return description;
    }

    /** Properties for the workers. They read the key from their environment, so that no list of processes shows it. */
    Map<String, String> properties() {
        return offlineModel != null
                ? Map.of("camel.component.glm4.base-url", url, "batches.delay", "1000")
                : Map.of("camel.component.glm4.base-url", url, "camel.component.glm4.api-key", "{{env:GLM4_API_KEY:}}");
    }

    @Override
    public void close() {
        if (offlineModel != null) {
            offlineModel.close();
        }
    }
}
