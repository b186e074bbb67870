package io.github.camelglm4.options;

import io.github.camelglm4.client.auth.ApiKeys;
import io.github.camelglm4.net.ServiceUrl;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Where the key comes from: the option, or the environment, but from there only for the platform that the key is of.
 * Without a base URL, the platform is the one that there is a key of. Pure.
 */
public final class ApiKeyOption {

    private static final String INTERNATIONAL_BASE_URL = "https://api.z.ai/api/paas/v4";

    private static final List<Variable> VARIABLES = List.of(
            new Variable("GLM4_API_KEY", null),
            new Variable("ZAI_API_KEY", INTERNATIONAL_BASE_URL),
            new Variable("ZHIPUAI_API_KEY", ServiceOptions.DEFAULT_BASE_URL));

    private ApiKeyOption() {}

    /**
     * The base URL that is asked: where none is set, the international platform's if the environment has a key of that
     * only.
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
     * The key, or null where the service may want none.
     *
     * @throws IllegalArgumentException when the platform is asked without a key
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
                    + " holds a key of another platform, for which set baseUrl to " + variable.baseUrl;
        }
        throw new IllegalArgumentException(
                "apiKey is missing: " + url.host() + " answers nobody without one. Set the option"
                        + " apiKey (camel.component.glm4.api-key) or the environment variable GLM4_API_KEY; for a service of your own"
                        + " set baseUrl" + elsewhere);
    }

    /**
     * A variable with a key.
     *
     * @param baseUrl of the platform that the key is of, null for whichever is asked
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
