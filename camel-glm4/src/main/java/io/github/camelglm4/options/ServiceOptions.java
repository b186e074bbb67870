package io.github.camelglm4.options;

import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/** Which service is asked, and as whom. */
@UriParams
public class ServiceOptions extends CopiedOptions<ServiceOptions> {

    /** The platform itself, mainland. */
    public static final String DEFAULT_BASE_URL = "https://open.bigmodel.cn/api/paas/v4";

    @UriParam(label = "producer,security", secret = true, displayName = "API Key")
    private String apiKey;

    @UriParam(label = "producer,security", defaultValue = "bearer", enums = "bearer,jwt")
    private String authMode = "bearer";

    @UriParam(label = "producer", displayName = "Base URL", defaultValue = ServiceOptions.DEFAULT_BASE_URL)
    private String baseUrl;

    @UriParam(label = "producer,advanced")
    private Object additionalHeaders;

    @UriParam(label = "producer,security", secret = true)
    private Object secretHeaders;

    public String getApiKey() {
        return apiKey;
    }

    /**
     * Key for the service. When it is not set, and only if baseUrl is one of the hosted ones (https at
     * open.bigmodel.cn or api.z.ai), the environment variables GLM4_API_KEY, ZAI_API_KEY (only for api.z.ai) and
     * ZHIPUAI_API_KEY (only for open.bigmodel.cn) are tried in this order. The exchange property CamelGlm4ApiKey overrides it for one message. White space
     * around the key is removed.
     */
    public void setApiKey(String apiKey) {
        this.apiKey = apiKey;
    }

    public String getAuthMode() {
        return authMode;
    }

    /**
     * How the key is used: bearer sends it as it is, jwt takes a key of the form id.secret and signs short-lived tokens with it, so that the secret is never sent.
     */
    public void setAuthMode(String authMode) {
        this.authMode = authMode;
    }

    /** Null when it is not set: then the key decides which platform is asked. */
    public String getBaseUrl() {
        return baseUrl;
    }

    /**
     * Base URL of the service. A slash or /chat/completions at its end is tolerated; /v1 is never added.
     * Servers of your own (vLLM, SGLang, Xinference) and gateways usually have a URL that ends in /v1. When it is not set, and
     * the only key is the environment variable ZAI_API_KEY, it is https://api.z.ai/api/paas/v4.
     */
    public void setBaseUrl(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    public Object getAdditionalHeaders() {
        return additionalHeaders;
    }

    /**
     * Further HTTP headers of every request: a Map, as #bean:name, or text, comma-separated Name=value pairs, such as
     * X-Tenant=acme,X-Stage=test. Headers that carry credentials are refused here: use secretHeaders for them.
     */
    public void setAdditionalHeaders(Object additionalHeaders) {
        this.additionalHeaders = additionalHeaders;
    }

    public Object getSecretHeaders() {
        return secretHeaders;
    }

    /**
     * Further HTTP headers of every request whose values are secret: a Map, as #bean:name, or text, comma-separated Name=value
     * pairs. They are masked wherever Camel shows a URI.
     */
    public void setSecretHeaders(Object secretHeaders) {
        this.secretHeaders = secretHeaders;
    }
}
