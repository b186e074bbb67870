package io.github.camelglm4.options;

import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/** Options of the server: address, API keys and access rules. */
@UriParams
public class ServerOptions extends LayeredOptions<ServerOptions> {

    @UriParam(label = "consumer", defaultValue = "localhost")
    private String serverHost = "localhost";

    @UriParam(label = "consumer", defaultValue = "8000")
    private int serverPort = 8000;

    @UriParam(label = "consumer", defaultValue = "/v1")
    private String serverPath = "/v1";

    @UriParam(label = "consumer,security", secret = true, displayName = "Server API Keys")
    private String serverApiKeys;

    @UriParam(label = "consumer,security", displayName = "Server CORS")
    private String serverCors;

    @UriParam(label = "consumer,security")
    private String serverHosts;

    @UriParam(label = "consumer,advanced", defaultValue = "16777216")
    private int maxRequestSize = 16_777_216;

    @UriParam(label = "consumer,advanced", enums = "platform-http")
    private String serverRouter;

    public String getServerHost() {
        return serverHost;
    }

    /**
     * Host name or address of the server: localhost for this machine only, 0.0.0.0 for all network interfaces. All
     * routes with the same serverHost and serverPort share one server.
     */
    public void setServerHost(String serverHost) {
        this.serverHost = written("serverHost", serverHost);
    }

    public int getServerPort() {
        return serverPort;
    }

    /** Port of the server, 1 to 65535. */
    public void setServerPort(int serverPort) {
        this.serverPort = written("serverPort", serverPort);
    }

    public String getServerPath() {
        return serverPath;
    }

    /**
     * Base path of the API. The server adds /chat/completions, /embeddings and /models to it. It is part of the base
     * URL of the clients. Must begin with a slash, or be empty.
     */
    public void setServerPath(String serverPath) {
        this.serverPath = written("serverPath", serverPath);
    }

    public String getServerApiKeys() {
        return serverApiKeys;
    }

    /**
     * Comma-separated API keys that callers must send, each as KEY, or as NAME:KEY to set the header CamelGlm4Caller to
     * NAME. A missing or wrong key is rejected with status 401. If not set, no authentication is required. A blank
     * value is an error at startup.
     */
    public void setServerApiKeys(String serverApiKeys) {
        this.serverApiKeys = written("serverApiKeys", serverApiKeys);
    }

    public String getServerCors() {
        return serverCors;
    }

    /**
     * Comma-separated origins that may call the server from a browser (CORS), such as https://app.example.com. An
     * asterisk allows all origins.
     */
    public void setServerCors(String serverCors) {
        this.serverCors = written("serverCors", serverCors);
    }

    public String getServerHosts() {
        return serverHosts;
    }

    /**
     * Comma-separated additional host names of the server, without ports. A server without keys on localhost accepts
     * only requests for localhost, 127.0.0.1, ::1, serverHost and these names; others are rejected with status 403
     * (protection against DNS rebinding). On another address, a server without keys checks names only if this option is
     * set. A server with keys accepts any name.
     */
    public void setServerHosts(String serverHosts) {
        this.serverHosts = written("serverHosts", serverHosts);
    }

    public int getMaxRequestSize() {
        return maxRequestSize;
    }

    /**
     * Maximum size of a request body, in bytes or with a unit, such as 16MB. The same limit (but at least 1 MB) applies
     * to the memory of the objects that are parsed from its JSON; many small values need more memory than their text. A
     * larger request is rejected with status 413.
     */
    public void setMaxRequestSize(int maxRequestSize) {
        this.maxRequestSize = written("maxRequestSize", maxRequestSize);
    }

    public String getServerRouter() {
        return serverRouter;
    }

    /**
     * Set to platform-http to serve the route on the main HTTP server of the application instead of a separate server.
     * Requires camel-platform-http-vertx. Cannot be combined with serverHost, serverPort or sslContextParameters.
     */
    public void setServerRouter(String serverRouter) {
        this.serverRouter = written("serverRouter", serverRouter);
    }
}
