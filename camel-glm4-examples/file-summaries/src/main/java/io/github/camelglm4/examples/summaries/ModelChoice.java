package io.github.camelglm4.examples.summaries;

import io.github.camelglm4.examples.offline.OfflineModel;
import io.github.camelglm4.options.ServiceOptions;
import java.util.LinkedHashMap;
import java.util.Map;

/** Which model is asked: the one behind GLM4_API_KEY or GLM4_BASE_URL, else the embedded offline model. */
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
        String description = "Asking the embedded offline model at " + url + ", because GLM4_API_KEY is not set. "
                + "It picks sentences out of the texts.";
        ModelChoice choice = new ModelChoice(description, url, false, offlineModel);
        choice.properties.put("camel.component.glm4.base-url", url);
        return choice;
    }

    /** The component would find GLM4_API_KEY itself, but gives it to the hosted services only, so it is told. */
    private static ModelChoice service(String key, String baseUrl) {
        String url = baseUrl.isEmpty() ? ServiceOptions.DEFAULT_BASE_URL : baseUrl;
        String description = "Asking the service at " + url + (key.isEmpty() ? "." : " with the key in GLM4_API_KEY.");
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

    /** What the component and the route have to know. */
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
