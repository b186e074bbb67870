package io.github.camelglm4.examples.summaries;

import io.github.camelglm4.examples.offline.OfflineModel;
import io.github.camelglm4.options.ServiceOptions;
import java.util.LinkedHashMap;
import java.util.Map;

/** The service to use: the one of GLM4_API_KEY and GLM4_BASE_URL, or the embedded offline model if neither is set. */
final class ModelChoice implements AutoCloseable {
    private final String description;
    private final String url;
    private final boolean withKey;
    private final Map<String, String> properties = new LinkedHashMap<>();
    private final OfflineModel offlineModel;

    private ModelChoice(String description, String url, boolean withKey, OfflineModel offlineModel) {
        this.description = description;
        this.url = url;
        this.withKey = withKey;
        this.offlineModel = offlineModel;
    }

    static ModelChoice from(Map<String, String> environment) {
        String key = environment.getOrDefault("GLM4_API_KEY", "").strip();
        String url = environment.getOrDefault("GLM4_BASE_URL", "").strip();
        String model = environment.getOrDefault("GLM4_MODEL", "").strip();
        ModelChoice choice = url.isEmpty() && key.isEmpty() ? offline() : service(key, url);
        if (!model.isEmpty()) {
            choice.properties.put("glm4.model", model);
        }
        return choice;
    }

    private static ModelChoice offline() {
        OfflineModel offlineModel = OfflineModel.start(0);
        String url = offlineModel.baseUrl();
        String description = "Using the offline model at " + url + ", because GLM4_API_KEY is not set. "
                + "It selects sentences of the texts.";
        ModelChoice choice = new ModelChoice(description, url, false, offlineModel);
        choice.properties.put("camel.component.glm4.base-url", url);
        return choice;
    }

    /** Sets the key explicitly: the component itself sends GLM4_API_KEY to the hosted services only. */
    private static ModelChoice service(String key, String baseUrl) {
        String url = baseUrl.isEmpty() ? ServiceOptions.DEFAULT_BASE_URL : baseUrl;
        String description = "Using the service at " + url + (key.isEmpty() ? "." : " with the key in GLM4_API_KEY.");
        ModelChoice choice = new ModelChoice(description, url, !key.isEmpty(), null);
        choice.properties.put("camel.component.glm4.base-url", url);
        if (!key.isEmpty()) {
            choice.properties.put("camel.component.glm4.api-key", key);
        }
        return choice;
    }

    String description() {
        return description;
    }

    String url() {
        return url;
    }

    boolean withKey() {
        return withKey;
    }

    /** Properties for the component and the route. */
    Map<String, String> properties() {
        return properties;
    }

    @Override
    public void close() {
        if (offlineModel != null) {
            offlineModel.close();
        }
    }
}
