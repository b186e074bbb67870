package io.github.camelglm4.options;

import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.apache.camel.support.jsse.SSLContextParameters;

/** Options of HTTP connections: size limit, TLS and proxy. */
@UriParams
public class TransportOptions extends CopiedOptions<TransportOptions> {

    @UriParam(label = "advanced", defaultValue = "16777216")
    private int maxResponseSize = 16_777_216;

    @UriParam(label = "security", displayName = "SSL Context Parameters")
    private SSLContextParameters sslContextParameters;

    @UriParam(label = "producer,security", displayName = "Use Global SSL Context Parameters", defaultValue = "false")
    private boolean useGlobalSslContextParameters = false;

    @UriParam(label = "producer,proxy", defaultValue = "HTTP", enums = "HTTP,SOCKS5")
    private String proxyType = "HTTP";

    @UriParam(label = "producer,proxy")
    private String proxyHost;

    @UriParam(label = "producer,proxy")
    private int proxyPort = 0;

    @UriParam(label = "producer,proxy")
    private String proxyUsername;

    @UriParam(label = "producer,proxy", secret = true)
    private String proxyPassword;

    public int getMaxResponseSize() {
        return maxResponseSize;
    }

    /**
     * Maximum size of a response after decompression, in bytes or with a unit, such as 16MB. The same limit (but at
     * least 1 MB) applies to the memory of the objects that are parsed from its JSON; many small values need more
     * memory than their text. A larger response fails the exchange with Glm4ResponseException. In a consumer, it limits
     * an answer that the route returns in pieces, if the caller does not request a stream.
     */
    public void setMaxResponseSize(int maxResponseSize) {
        this.maxResponseSize = maxResponseSize;
    }

    public SSLContextParameters getSslContextParameters() {
        return sslContextParameters;
    }

    /**
     * TLS settings (trusted certificates, own certificate, protocols, cipher suites), as #bean:name. A producer uses
     * them if baseUrl begins with https. A consumer uses them to serve with https, but only if this option is set in
     * the URI.
     */
    public void setSslContextParameters(SSLContextParameters sslContextParameters) {
        this.sslContextParameters = sslContextParameters;
    }

    public boolean isUseGlobalSslContextParameters() {
        return useGlobalSslContextParameters;
    }

    /**
     * Whether to use the TLS settings of the Camel context if baseUrl begins with https and sslContextParameters is not
     * set.
     */
    public void setUseGlobalSslContextParameters(boolean useGlobalSslContextParameters) {
        this.useGlobalSslContextParameters = useGlobalSslContextParameters;
    }

    public String getProxyType() {
        return proxyType;
    }

    /** Type of the proxy at proxyHost. */
    public void setProxyType(String proxyType) {
        this.proxyType = proxyType;
    }

    public String getProxyHost() {
        return proxyHost;
    }

    /** Host of the proxy for requests to the service. If not set, connections are direct. */
    public void setProxyHost(String proxyHost) {
        this.proxyHost = proxyHost;
    }

    public int getProxyPort() {
        return proxyPort;
    }

    /** Port of the proxy, 1 to 65535. Required with proxyHost. */
    public void setProxyPort(int proxyPort) {
        this.proxyPort = proxyPort;
    }

    public String getProxyUsername() {
        return proxyUsername;
    }

    /** User name for the proxy. */
    public void setProxyUsername(String proxyUsername) {
        this.proxyUsername = proxyUsername;
    }

    public String getProxyPassword() {
        return proxyPassword;
    }

    /** Password for the proxy. */
    public void setProxyPassword(String proxyPassword) {
        this.proxyPassword = proxyPassword;
    }
}
