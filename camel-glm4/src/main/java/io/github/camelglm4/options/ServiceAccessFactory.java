package io.github.camelglm4.options;

import io.github.camelglm4.client.CallLimits;
import io.github.camelglm4.client.HttpSettings;
import io.github.camelglm4.client.RetryPolicy;
import io.github.camelglm4.client.auth.ApiKeys;
import io.github.camelglm4.client.auth.Secrets;
import io.github.camelglm4.net.ServiceUrl;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.camel.CamelContext;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads and checks the options of endpoints. What must be the same for equal options, so that endpoints can share
 * connections and gates, is made once: TLS contexts and signers. One instance a component; thread-safe.
 */
public final class ServiceAccessFactory {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceAccessFactory.class);

    private final ApiKeys keys = new ApiKeys(Clock.systemUTC());
    private final TlsContexts tlsContexts;

    public ServiceAccessFactory(TlsContexts tlsContexts) {
        this.tlsContexts = tlsContexts;
    }

    /**
     * Access by those options.
     *
     * @throws RuntimeException naming the option that is wrong, its value unless it is secret, and what is allowed
     */
    public ServiceAccess access(
            CamelContext context,
            ServiceOptions service,
            TimeoutOptions timeouts,
            TransportOptions transport,
            RetryOptions retry) {
        String keyOption = TextOption.read(context, "apiKey", service.getApiKey());
        ServiceUrl url = ServiceUrl.parse(baseUrl(service));
        Check.oneOf("authMode", service.getAuthMode(), "bearer", "jwt");
        String key = ApiKeyOption.resolve(keyOption, url, System::getenv);
        warnOfPlainText(url, key);
        Map<String, String> secrets = headers(context, "secretHeaders", service.getSecretHeaders(), true);
        Map<String, String> headers =
                new LinkedHashMap<>(headers(context, "additionalHeaders", service.getAdditionalHeaders(), false));
        headers.putAll(secrets);
        HttpSettings connectionTo = connection(context, timeouts, transport);
        boolean signing = "jwt".equals(service.getAuthMode());
        return new ServiceAccess(
                url,
                // a key that cannot sign is found now, not with the first message
                ServiceAccess.credential(key, signing, keys),
                signing,
                keys,
                headers,
                notToBeShown(secrets, connectionTo),
                limits(timeouts, transport),
                retryPolicy(retry),
                connectionTo);
    }

    /** The base URL that is asked: the option, or where none is set, that of the platform that there is a key of. */
    public static String baseUrl(ServiceOptions service) {
        return baseUrl(service, System::getenv);
    }

    /** @param environment reads an environment variable */
    static String baseUrl(ServiceOptions service, UnaryOperator<String> environment) {
        String baseUrl = service.getBaseUrl();
        return baseUrl != null ? baseUrl : ApiKeyOption.baseUrl(service.getApiKey(), environment);
    }

    /** A header such as {@code Bearer TOKEN} is echoed in parts too; a proxy that refuses may echo how it was asked. */
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

    private static Map<String, String> headers(CamelContext context, String option, Object value, boolean secret) {
        Object read = value instanceof String text ? TextOption.read(context, option, text) : value;
        return HttpHeaderOption.read(option, read, secret);
    }

    private static void warnOfPlainText(ServiceUrl url, String key) {
        if (key != null && !url.tls() && !url.isLoopback()) {
            LOG.warn("The key for {} goes over plain http and can be read on the way: use https", url.authority());
        }
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

    private HttpSettings connection(CamelContext context, TimeoutOptions timeouts, TransportOptions transport) {
        SSLContextParameters tls = transport.getSslContextParameters();
        if (tls == null && transport.isUseGlobalSslContextParameters()) {
            tls = context.getSSLContextParameters();
        }
        return new HttpSettings(
                (int) timeouts.getConnectTimeout(), tlsContexts.context(context, tls), proxy(transport));
    }

    private static HttpSettings.Proxy proxy(TransportOptions transport) {
        Check.oneOf("proxyType", transport.getProxyType(), "HTTP", "SOCKS5");
        if (transport.getProxyHost() == null || transport.getProxyHost().isBlank()) {
            return null;
        }
        if (transport.getProxyPort() == 0) {
            throw new IllegalArgumentException(
                    "proxyPort is not set: proxyHost " + transport.getProxyHost() + " needs it, from 1 to 65535");
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
