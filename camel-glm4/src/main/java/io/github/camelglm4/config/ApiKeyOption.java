package io.github.camelglm4.config;

import io.github.camelglm4.client.ApiKeys;
import io.github.camelglm4.client.ServiceUrl;
import java.util.List;
import java.util.function.UnaryOperator;

/** Where the key comes from: the option, or the environment, but from there only for the platform itself. Pure. */
final class ApiKeyOption {

    private static final List<String> VARIABLES = List.of("GLM4_API_KEY", "ZAI_API_KEY", "ZHIPUAI_API_KEY");

    private ApiKeyOption() {}

    /**
     * The key, or null where the service may want none.
     *
     * @param environment reads an environment variable
     * @throws IllegalArgumentException when the platform is asked without a key
     */
    static String resolve(String option, ServiceUrl url, UnaryOperator<String> environment) {
        String key = ApiKeys.clean(option, "apiKey");
        if (key != null || !url.isHosted()) {
            return key;
        }
        for (String variable : VARIABLES) {
            String found = ApiKeys.clean(environment.apply(variable), "the environment variable " + variable);
            if (found != null) {
                return found;
            }
        }
        throw new IllegalArgumentException(
                "apiKey is missing: " + url.host() + " answers nobody without one. Set the option"
                        + " apiKey (camel.component.glm4.api-key) or the environment variable GLM4_API_KEY; for a service of your own"
                        + " set baseUrl");
    }
}
