package io.github.camelglm4.options;

import io.github.camelglm4.client.auth.ApiKeys;
import io.github.camelglm4.net.ServiceUrl;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Resolves the API key: from the option, or from an environment variable of the platform that is called. Without a base
 * URL, the available key decides the platform. Pure.
 */
public final class ApiKeyOption {

    private static final String INTERNATIONAL_BASE_URL = "https://api.z.ai/api/paas/v4";

    private static final List<Variable> VARIABLES = List.of(
            new Variable("GLM4_API_KEY", null),
            new Variable("ZAI_API_KEY", INTERNATIONAL_BASE_URL),
            new Variable("ZHIPUAI_API_KEY", ServiceOptions.DEFAULT_BASE_URL));

    private ApiKeyOption() {}

    /**
     * Returns the base URL. If not set: the default, or the international platform if a key is available for that
     * platform only.
     */
    public static String baseUrl(ServiceOptions service, UnaryOperator<String> environment) {
        if (service.getBaseUrl() != null) {
            return service.getBaseUrl();
        }
        ServiceUrl mainland = ServiceUrl.parse(ServiceOptions.DEFAULT_BASE_URL);
        boolean hasKeyOfMainland = Check.isSet(service.getApiKey())
                || VARIABLES.stream().anyMatch(variable -> variable.isFor(mainland) && variable.isSet(environment));
        boolean hasKey = VARIABLES.stream().anyMatch(variable -> variable.isSet(environment));
        return hasKey && !hasKeyOfMainland ? INTERNATIONAL_BASE_URL : ServiceOptions.DEFAULT_BASE_URL;
    }

    /**
     * Returns the key, or null if none is set and the service may work without one.
     *
     * @throws IllegalArgumentException if a hosted platform is called without a key
     */
    public static String resolve(String option, ServiceUrl url, UnaryOperator<String> environment) {
        String key = ApiKeys.clean(option, "apiKey");
        if (key != null || !url.isHosted()) {
            return key;
        }
        String elsewhere = "";
        for (Variable variable : VARIABLES) {
            if (!variable.isSet(environment)) {
                continue;
            }
            if (variable.isFor(url)) {
                return ApiKeys.clean(environment.apply(variable.name), "the environment variable " + variable.name);
            }
            elsewhere = ". The environment variable " + variable.name
                    + " contains a key of another platform: to use it, set baseUrl to " + variable.baseUrl;
        }
        throw new IllegalArgumentException("apiKey is missing: " + url.host() + " requires one. Set the option apiKey"
                + " (camel.component.glm4.api-key) or the environment variable GLM4_API_KEY;"
                + " for a self-hosted service, set baseUrl" + elsewhere);
    }

    /**
     * An environment variable that contains a key.
     *
     * @param baseUrl base URL of the platform of the key; null if the key is for any platform
     */
    private record Variable(String name, String baseUrl) {

        boolean isFor(ServiceUrl url) {
            return baseUrl == null || ServiceUrl.parse(baseUrl).host().equalsIgnoreCase(url.host());
        }

        boolean isSet(UnaryOperator<String> environment) {
            return Check.isSet(environment.apply(name));
        }
    }
}
