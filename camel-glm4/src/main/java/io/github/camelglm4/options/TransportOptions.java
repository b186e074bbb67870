package io.github.camelglm4.options;

import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.apache.camel.support.jsse.SSLContextParameters;

/** Options of HTTP connections: size limit, TLS and proxy. */
@UriParams
public class TransportOptions extends LayeredOptions<TransportOptions> {

    @UriParam(label = "advanced", defaultValue = "16777216")
    @Metadata(label = EndpointMistakes.BOTH_DIRECTIONS)
    private int maxResponseSize = 16_777_216;

    @UriParam(label = "security", displayName = "SSL Context Parameters")
    @Metadata(label = EndpointMistakes.BOTH_DIRECTIONS)
    private SSLContextParameters sslContextParameters;

    @UriParam(label = "security", displayName = "Use Global SSL Context Parameters", defaultValue = "false")
    private boolean useGlobalSslContextParameters = false;

    @UriParam(label = "proxy", defaultValue = "HTTP", enums = "HTTP,SOCKS5")
    private String proxyType = "HTTP";

    @UriParam(label = "proxy")
    private String proxyHost;

    @UriParam(label = "proxy")
    private int proxyPort = 0;

    @UriParam(label = "proxy")
    private String proxyUsername;

    @UriParam(label = "proxy", secret = true)
    private String proxyPassword;

    public int getMaxResponseSize() {
        return maxResponseSize;
    }

    /**
     * Maximum size of a response after decompression, in bytes or with a unit, such as 16MB. The same limit (but at
     * least 1 MB) applies to the memory of the objects that are parsed from its JSON; many small values need more
     * memory than their text. A larger response fails the exchange with Glm4ResponseException. In a route that is
     * served, it limits an answer that the route returns in pieces, if the caller does not request a stream.
     */
    public void setMaxResponseSize(int maxResponseSize) {
        this.maxResponseSize = written("maxResponseSize", maxResponseSize);
    }

    public SSLContextParameters getSslContextParameters() {
        return sslContextParameters;
    }

    /**
     * TLS settings (trusted certificates, own certificate, protocols, cipher suites), as #bean:name. Requests to the
     * service use them if baseUrl begins with https. A route that is served uses them to serve with https, but only if
     * this option is set in the URI.
     */
    public void setSslContextParameters(SSLContextParameters sslContextParameters) {
        this.sslContextParameters = written("sslContextParameters", sslContextParameters);
    }

    public boolean isUseGlobalSslContextParameters() {
        return useGlobalSslContextParameters;
    }

    /**
     * Whether to use the TLS settings of the Camel context if baseUrl begins with https and sslContextParameters is not
     * set.
     */
    public void setUseGlobalSslContextParameters(boolean useGlobalSslContextParameters) {
        this.useGlobalSslContextParameters = written("useGlobalSslContextParameters", useGlobalSslContextParameters);
    }

    public String getProxyType() {
        return proxyType;
    }

    /** Type of the proxy at proxyHost. */
    public void setProxyType(String proxyType) {
        this.proxyType = written("proxyType", proxyType);
    }

    public String getProxyHost() {
        return proxyHost;
    }

    /** Host of the proxy for requests to the service. If not set, connections are direct. */
    public void setProxyHost(String proxyHost) {
        this.proxyHost = written("proxyHost", proxyHost);
    }

    public int getProxyPort() {
        return proxyPort;
    }

    /** Port of the proxy, 1 to 65535. Required with proxyHost. */
    public void setProxyPort(int proxyPort) {
        this.proxyPort = written("proxyPort", proxyPort);
    }

    public String getProxyUsername() {
        return proxyUsername;
    }

    /** User name for the proxy. */
    public void setProxyUsername(String proxyUsername) {
        this.proxyUsername = written("proxyUsername", proxyUsername);
    }

    public String getProxyPassword() {
        return proxyPassword;
    }

    /** Password for the proxy. */
    public void setProxyPassword(String proxyPassword) {
        this.proxyPassword = written("proxyPassword", proxyPassword);
    }
}
