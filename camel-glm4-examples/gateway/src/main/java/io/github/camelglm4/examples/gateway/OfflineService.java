package io.github.camelglm4.examples.gateway;

import io.github.camelglm4.Glm4Component;
import io.github.camelglm4.examples.gateway.models.GatewayModel;
import io.github.camelglm4.examples.offline.OfflineModel;
import io.github.camelglm4.net.ServiceUrl;
import io.github.camelglm4.options.ApiKeyOption;
import io.github.camelglm4.options.ServiceOptions;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.camel.CamelContext;

/** The offline model as the service of a gateway that has none. */
final class OfflineService {

    private OfflineService() {}

    /**
     * Starts the offline model if no service is set: neither for an upstream, nor for the component, nor by an API key
     * in the environment. Called when the component is configured.
     *
     * @return whether the offline model answers
     */
    static boolean startIfNeeded(CamelContext context, List<GatewayModel> models, UnaryOperator<String> environment) {
        ServiceOptions service =
                context.getComponent("glm4", Glm4Component.class).getService();
        if (hasOwnService(models) || isReady(service, environment)) {
            return false;
        }
        OfflineModel model = OfflineModel.start(0);
        context.getRegistry().bind("offlineModel", OfflineModel.class, model, null, "close");
        service.setBaseUrl(model.baseUrl());
        return true;
    }

    private static boolean hasOwnService(List<GatewayModel> models) {
        return models.stream()
                .flatMap(model -> model.all().stream())
                .anyMatch(upstream -> upstream.baseUrl() != null || upstream.apiKey() != null);
    }

    private static boolean isReady(ServiceOptions service, UnaryOperator<String> environment) {
        try {
            ServiceUrl url = ServiceUrl.parse(ApiKeyOption.baseUrl(service, environment));
            ApiKeyOption.resolve(service.getApiKey(), url, environment);
            return true;
        } catch (IllegalArgumentException e) {
            // a hosted platform requires a key: if it is named, its component reports this
            return service.getBaseUrl() != null;
        }
    }
}
