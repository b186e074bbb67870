package io.github.camelglm4.options;

import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.apache.camel.support.jsse.SSLContextParameters;

/** How connections are made, and how much they may carry. */
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
     * The largest answer accepted after decompression, in bytes or with a unit, such as 16MB. The objects that its JSON
     * becomes may take as much memory, and at least 1 MB: an answer of many small values is refused before its text is that
     * large. In a served route, the same limit holds for an answer that is gathered from pieces.
     */
    public void setMaxResponseSize(int maxResponseSize) {
        this.maxResponseSize = maxResponseSize;
    }

    public SSLContextParameters getSslContextParameters() {
        return sslContextParameters;
    }

    /**
     * TLS settings (trusted certificates, own certificate, protocols, ciphers), as #bean:name: for a baseUrl with https, or,
     * where a route is served as a model, to serve it with https (in the URI only).
     */
    public void setSslContextParameters(SSLContextParameters sslContextParameters) {
        this.sslContextParameters = sslContextParameters;
    }

    public boolean isUseGlobalSslContextParameters() {
        return useGlobalSslContextParameters;
    }

    /**
     * Whether a baseUrl with https is asked with the TLS settings of the Camel context when sslContextParameters is not set.
     */
    public void setUseGlobalSslContextParameters(boolean useGlobalSslContextParameters) {
        this.useGlobalSslContextParameters = useGlobalSslContextParameters;
    }

    public String getProxyType() {
        return proxyType;
    }

    /**
     * Kind of the proxy at proxyHost.
     */
    public void setProxyType(String proxyType) {
        this.proxyType = proxyType;
    }

    public String getProxyHost() {
        return proxyHost;
    }

    /**
     * Host of a proxy through which the service is reached. When not set, the connection is direct.
     */
    public void setProxyHost(String proxyHost) {
        this.proxyHost = proxyHost;
    }

    public int getProxyPort() {
        return proxyPort;
    }

    /**
     * Port of the proxy; needed with proxyHost.
     */
    public void setProxyPort(int proxyPort) {
        this.proxyPort = proxyPort;
    }

    public String getProxyUsername() {
        return proxyUsername;
    }

    /**
     * User name for the proxy.
     */
    public void setProxyUsername(String proxyUsername) {
        this.proxyUsername = proxyUsername;
    }

    public String getProxyPassword() {
        return proxyPassword;
    }

    /**
     * Password for the proxy.
     */
    public void setProxyPassword(String proxyPassword) {
        this.proxyPassword = proxyPassword;
    }
}
