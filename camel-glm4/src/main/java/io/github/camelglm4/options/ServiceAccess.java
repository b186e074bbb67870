package io.github.camelglm4.options;

import io.github.camelglm4.client.CallLimits;
import io.github.camelglm4.client.HttpSettings;
import io.github.camelglm4.client.RetryPolicy;
import io.github.camelglm4.client.auth.ApiKeys;
import io.github.camelglm4.client.auth.Credential;
import io.github.camelglm4.client.auth.Secrets;
import io.github.camelglm4.error.FailureDetails;
import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.net.ServiceUrl;
import java.util.Map;

/**
 * How a service is reached, read and checked once from the options of an endpoint, when its producer starts.
 *
 * @param url        where it is
 * @param credential who asks, by the key of the options
 * @param signing    whether the key signs tokens instead of being sent
 * @param keys       makes credentials
 * @param headers    further HTTP headers, the secret ones included
 * @param secrets    what must not be shown beside the key: values of the secret headers, the password of a proxy
 * @param limits     bounds of every call
 * @param retries    when a request is sent again
 * @param connection what connections have in common
 */
public record ServiceAccess(
        ServiceUrl url,
        Credential credential,
        boolean signing,
        ApiKeys keys,
        Map<String, String> headers,
        Secrets secrets,
        CallLimits limits,
        RetryPolicy retries,
        HttpSettings connection) {

    /**
     * Who asks.
     *
     * @param override a key that came with the message, or null for that of the options
     * @throws Glm4RequestException when the key is not of the form that is needed
     */
    public Credential credentialOr(String override) {
        if (override == null) {
            return credential;
        }
        if (override.isBlank()) {
            throw new Glm4RequestException("the property CamelGlm4ApiKey is blank: set a key, or remove it");
        }
        try {
            return credential(ApiKeys.clean(override, "the property CamelGlm4ApiKey"), signing, keys);
        } catch (IllegalArgumentException e) {
            throw new Glm4RequestException(e.getMessage(), e, FailureDetails.NONE);
        }
    }

    /**
     * Who asks.
     *
     * @param key the key, or null for none
     * @throws IllegalArgumentException when a key that signs is not of the form that is needed
     */
    static Credential credential(String key, boolean signing, ApiKeys keys) {
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
