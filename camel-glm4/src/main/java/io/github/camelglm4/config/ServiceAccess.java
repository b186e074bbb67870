package io.github.camelglm4.config;

import io.github.camelglm4.client.ApiKeys;
import io.github.camelglm4.client.CallLimits;
import io.github.camelglm4.client.Credential;
import io.github.camelglm4.client.HttpSettings;
import io.github.camelglm4.client.RetryPolicy;
import io.github.camelglm4.client.ServiceUrl;
import io.github.camelglm4.error.FailureDetails;
import io.github.camelglm4.error.Glm4RequestException;
import java.util.List;
import java.util.Map;

/**
 * How a service is reached, read and checked once from the options of an endpoint, when its producer starts.
 *
 * @param url        where it is
 * @param apiKey     the key, or null for none
 * @param signing    whether the key signs tokens instead of being sent
 * @param keys       makes credentials
 * @param headers    further HTTP headers, the secret ones included
 * @param secrets    values of the secret headers
 * @param limits     bounds of every call
 * @param retries    when a request is sent again
 * @param connection what connections have in common
 */
public record ServiceAccess(
        ServiceUrl url,
        String apiKey,
        boolean signing,
        ApiKeys keys,
        Map<String, String> headers,
        List<String> secrets,
        CallLimits limits,
        RetryPolicy retries,
        HttpSettings connection) {

    /** Who asks, by the key of the options. */
    public Credential credential() {
        return credential(apiKey);
    }

    /**
     * Who asks.
     *
     * @param override a key that came with the message, or null for that of the options
     * @throws Glm4RequestException when the key is not of the form that is needed
     */
    public Credential credentialOr(String override) {
        if (override == null) {
            return credential();
        }
        if (override.isBlank()) {
            throw new Glm4RequestException("the property CamelGlm4ApiKey is blank: set a key, or remove it");
        }
        try {
            return credential(ApiKeys.clean(override, "the property CamelGlm4ApiKey"));
        } catch (IllegalArgumentException e) {
            throw new Glm4RequestException(e.getMessage(), e, FailureDetails.NONE);
        }
    }

    private Credential credential(String key) {
        if (key == null) {
            return Credential.NONE;
        }
        return signing ? keys.signing(key) : keys.bearer(key);
    }

    @Override
    public String toString() {
        return "access to " + url.authority();
    }
}
