package io.github.camelglm4.service;

import io.github.camelglm4.client.CallLimits;
import io.github.camelglm4.client.HttpSettings;
import io.github.camelglm4.client.RetryPolicy;
import io.github.camelglm4.client.auth.ApiKeys;
import io.github.camelglm4.client.auth.Credential;
import io.github.camelglm4.client.auth.Secrets;
import io.github.camelglm4.client.gate.ConcurrencyGate.WhenFull;
import io.github.camelglm4.error.FailureDetails;
import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.net.ServiceUrl;
import io.github.camelglm4.options.ApiKeyOption;
import io.github.camelglm4.options.Check;
import io.github.camelglm4.options.ConcurrencyOptions;
import io.github.camelglm4.options.HttpHeaderOption;
import io.github.camelglm4.options.RetryOptions;
import io.github.camelglm4.options.ServiceOptions;
import io.github.camelglm4.options.TextOption;
import io.github.camelglm4.options.TimeoutOptions;
import io.github.camelglm4.options.TransportOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a service is called: the options of an endpoint, read and checked once at each start.
 *
 * @param url base URL of the service
 * @param credential from the key in the options
 * @param credentials creates a credential from another key
 * @param headers additional HTTP headers, including the secret ones
 * @param secrets values to mask in addition to the key: those of secret headers, the password of a proxy
 * @param limits limits of each call
 * @param retries when a request is retried
 * @param connection settings that all connections share
 * @param gate limits of the gate of each model; null if there is no limit
 */
public record ServiceSetup(
        ServiceUrl url,
        Credential credential,
        Function<String, Credential> credentials,
        Map<String, String> headers,
        Secrets secrets,
        CallLimits limits,
        RetryPolicy retries,
        HttpSettings connection,
        GateLimits gate) {

    /**
     * The limits of the gate of a model.
     *
     * @param maxConcurrent maximum number of concurrent requests
     * @param maxQueued maximum number of calls in the queue
     * @param whenFull what happens if the queue is full
     */
    public record GateLimits(int maxConcurrent, int maxQueued, WhenFull whenFull) {}

    /** Name of the exchange property with an API key for one exchange. */
    public static final String API_KEY = "CamelGlm4ApiKey";

    private static final Logger LOG = LoggerFactory.getLogger(ServiceSetup.class);

    /** @throws RuntimeException if an option is invalid; it names the option and what is allowed, but no secret */
    static ServiceSetup read(ServiceEndpoint endpoint) {
        CamelContext context = endpoint.getCamelContext();
        ServiceOptions service = endpoint.getService();
        String keyOption = TextOption.read(context, "apiKey", service.getApiKey());
        ServiceUrl url = ServiceUrl.parse(ApiKeyOption.baseUrl(service, System::getenv));
        Check.oneOf("authMode", service.getAuthMode(), "bearer", "jwt");
        String key = ApiKeyOption.resolve(keyOption, url, System::getenv);
        warnOfPlainText(url, key);
        Map<String, String> secrets = headers(context, "secretHeaders", service.getSecretHeaders(), true);
        Map<String, String> headers =
                new LinkedHashMap<>(headers(context, "additionalHeaders", service.getAdditionalHeaders(), false));
        headers.putAll(secrets);
        HttpSettings connection = connection(endpoint);
        ApiKeys keys = endpoint.getComponent().shared().apiKeys();
        Function<String, Credential> credentials = "jwt".equals(service.getAuthMode()) ? keys::signing : keys::bearer;
        // an invalid key for jwt fails at startup, not with the first message
        Credential credential = key == null ? Credential.NONE : credentials.apply(key);
        return new ServiceSetup(
                url,
                credential,
                credentials,
                headers,
                notToBeShown(secrets, connection),
                limits(endpoint.getTimeouts(), endpoint.getTransport()),
                retryPolicy(endpoint.getRetry()),
                connection,
                gate(endpoint.getConcurrency()));
    }

    /**
     * Returns the credential of an exchange: from the key in its property CamelGlm4ApiKey, or else that of the
     * endpoint.
     *
     * @throws Glm4RequestException if the key does not have the required form
     */
    public Credential credential(Exchange exchange) {
        String key = exchange.getProperty(API_KEY, String.class);
        return key == null ? credential : credentialOf(key);
    }

    private Credential credentialOf(String override) {
        if (override.isBlank()) {
            throw new Glm4RequestException("the property CamelGlm4ApiKey is blank: set a key, or remove it");
        }
        try {
            return credentials.apply(ApiKeys.clean(override, "the property CamelGlm4ApiKey"));
        } catch (IllegalArgumentException e) {
            throw new Glm4RequestException(e.getMessage(), e, FailureDetails.NONE);
        }
    }

    @Override
    public String toString() {
        return "access to " + url.authority();
    }

    private static void warnOfPlainText(ServiceUrl url, String key) {
        if (key != null && !url.tls() && !url.isLoopback()) {
            LOG.warn("The API key for {} is sent over http without encryption: use https", url.authority());
        }
    }

    private static Map<String, String> headers(CamelContext context, String option, Object value, boolean secret) {
        Object read = value instanceof String text ? TextOption.read(context, option, text) : value;
        return HttpHeaderOption.read(option, read, secret);
    }

    /** A service may echo a part of a header such as {@code Bearer TOKEN}; a proxy may echo its credentials. */
    private static Secrets notToBeShown(Map<String, String> secretHeaders, HttpSettings connection) {
        List<String> secrets = new ArrayList<>();
        for (String value : secretHeaders.values()) {
            secrets.add(value);
            secrets.add(value.substring(value.lastIndexOf(' ') + 1));
        }
        HttpSettings.Proxy proxy = connection.proxy();
        if (proxy != null && proxy.password() != null) {
            secrets.add(proxy.password());
            secrets.add(proxy.user() + ":" + proxy.password());
        }
        return new Secrets(secrets);
    }

    private static CallLimits limits(TimeoutOptions timeouts, TransportOptions transport) {
        Check.range("connectTimeout", timeouts.getConnectTimeout(), 1, Integer.MAX_VALUE);
        Check.atLeast("responseTimeout", timeouts.getResponseTimeout(), 1);
        Check.atLeast("idleTimeout", timeouts.getIdleTimeout(), 1);
        Check.atLeast("requestTimeout", timeouts.getRequestTimeout(), 0);
        Check.atLeast("maxResponseSize", transport.getMaxResponseSize(), 1);
        return new CallLimits(
                timeouts.getConnectTimeout(),
                timeouts.getResponseTimeout(),
                timeouts.getIdleTimeout(),
                timeouts.getRequestTimeout(),
                transport.getMaxResponseSize());
    }

    private static RetryPolicy retryPolicy(RetryOptions retry) {
        Check.atLeast("maxRetries", retry.getMaxRetries(), 0);
        Check.range("retryDelay", retry.getRetryDelay(), 0, Integer.MAX_VALUE);
        Check.range("maxRetryDelay", retry.getMaxRetryDelay(), 0, Integer.MAX_VALUE);
        return new RetryPolicy(retry.getMaxRetries(), retry.getRetryDelay(), retry.getMaxRetryDelay());
    }

    private static GateLimits gate(ConcurrencyOptions concurrency) {
        Check.atLeast("maxConcurrentRequests", concurrency.getMaxConcurrentRequests(), 0);
        Check.atLeast("maxQueuedRequests", concurrency.getMaxQueuedRequests(), 0);
        return concurrency.getMaxConcurrentRequests() == 0
                ? null
                : new GateLimits(
                        concurrency.getMaxConcurrentRequests(),
                        concurrency.getMaxQueuedRequests(),
                        concurrency.isBlockWhenFull() ? WhenFull.BLOCK : WhenFull.REFUSE);
    }

    private static HttpSettings connection(ServiceEndpoint endpoint) {
        CamelContext context = endpoint.getCamelContext();
        TransportOptions transport = endpoint.getTransport();
        SSLContextParameters tls = transport.getSslContextParameters();
        if (tls == null && transport.isUseGlobalSslContextParameters()) {
            tls = context.getSSLContextParameters();
        }
        return new HttpSettings(
                (int) endpoint.getTimeouts().getConnectTimeout(),
                endpoint.getComponent().shared().tlsContexts().context(context, tls),
                proxy(transport));
    }

    private static HttpSettings.Proxy proxy(TransportOptions transport) {
        Check.oneOf("proxyType", transport.getProxyType(), "HTTP", "SOCKS5");
        if (!Check.isSet(transport.getProxyHost())) {
            return null;
        }
        if (transport.getProxyPort() == 0) {
            throw new IllegalArgumentException(
                    "proxyPort is not set: proxyHost " + transport.getProxyHost() + " requires it, from 1 to 65535");
        }
        Check.range("proxyPort", transport.getProxyPort(), 1, 65_535);
        return new HttpSettings.Proxy(
                HttpSettings.Proxy.Type.valueOf(transport.getProxyType()),
                transport.getProxyHost(),
                transport.getProxyPort(),
                transport.getProxyUsername(),
                transport.getProxyPassword());
    }
}
