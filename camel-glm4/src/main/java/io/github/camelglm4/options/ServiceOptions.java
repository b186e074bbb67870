package io.github.camelglm4.options;

import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/** Options of the service: address and authentication. */
@UriParams
public class ServiceOptions extends LayeredOptions<ServiceOptions> {

    /** The platform in mainland China. */
    public static final String DEFAULT_BASE_URL = "https://open.bigmodel.cn/api/paas/v4";

    @UriParam(label = "security", secret = true, displayName = "API Key")
    private String apiKey;

    @UriParam(label = "security", defaultValue = "bearer", enums = "bearer,jwt")
    private String authMode = "bearer";

    @UriParam(displayName = "Base URL", defaultValue = ServiceOptions.DEFAULT_BASE_URL)
    private String baseUrl;

    @UriParam(label = "advanced")
    private Object additionalHeaders;

    @UriParam(label = "security", secret = true)
    private Object secretHeaders;

    public String getApiKey() {
        return apiKey;
    }

    /**
     * API key for the service; white space around it is removed. For the hosted platforms open.bigmodel.cn and api.z.ai
     * (https only), the default is the first of these environment variables that is set: GLM4_API_KEY, ZAI_API_KEY
     * (api.z.ai only), ZHIPUAI_API_KEY (open.bigmodel.cn only). Without a key for these platforms, startup fails. The
     * exchange property CamelGlm4ApiKey overrides the key for one message.
     */
    public void setApiKey(String apiKey) {
        this.apiKey = written("apiKey", apiKey);
    }

    public String getAuthMode() {
        return authMode;
    }

    /**
     * How the API key is used. With bearer, the key itself is sent. With jwt, the key must have the form id.secret; it
     * signs short-lived JSON Web Tokens, and the secret is never sent.
     */
    public void setAuthMode(String authMode) {
        this.authMode = written("authMode", authMode);
    }

    /** The option as it was set. If null, the available key decides the platform. */
    public String getBaseUrl() {
        return baseUrl;
    }

    /**
     * Base URL of the service. A slash or /chat/completions at the end is ignored; /v1 is never added. Self-hosted
     * servers (vLLM, SGLang, Xinference) and gateways usually have a URL that ends in /v1. If baseUrl is not set and
     * the only available key is the environment variable ZAI_API_KEY, https://api.z.ai/api/paas/v4 is used.
     */
    public void setBaseUrl(String baseUrl) {
        this.baseUrl = written("baseUrl", baseUrl);
    }

    public Object getAdditionalHeaders() {
        return additionalHeaders;
    }

    /**
     * Additional HTTP headers that are sent with every request: comma-separated Name=value pairs, such as
     * X-Tenant=acme,X-Stage=test, or a Map as #bean:name. Headers with credentials are rejected at startup: use
     * secretHeaders for them.
     */
    public void setAdditionalHeaders(Object additionalHeaders) {
        this.additionalHeaders = written("additionalHeaders", additionalHeaders);
    }

    public Object getSecretHeaders() {
        return secretHeaders;
    }

    /**
     * Additional HTTP headers with secret values that are sent with every request: comma-separated Name=value pairs, or
     * a Map as #bean:name. The values are masked wherever Camel shows a URI.
     */
    public void setSecretHeaders(Object secretHeaders) {
        this.secretHeaders = written("secretHeaders", secretHeaders);
    }
}
