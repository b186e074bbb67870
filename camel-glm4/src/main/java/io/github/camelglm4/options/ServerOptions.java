package io.github.camelglm4.options;

import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/** Where routes are served as models, and to whom. */
@UriParams
public class ServerOptions extends CopiedOptions<ServerOptions> {

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

    @UriParam(label = "consumer,security")
    private String serverAllow;

    @UriParam(label = "consumer,advanced", defaultValue = "16777216")
    private int maxRequestSize = 16_777_216;

    @UriParam(label = "consumer,advanced", enums = "platform-http")
    private String serverRouter;

    public String getServerHost() {
        return serverHost;
    }

    /**
     * Address on which the model is served: localhost for this machine only, 0.0.0.0 for all networks. All models with the
     * same host and port share one server.
     */
    public void setServerHost(String serverHost) {
        this.serverHost = serverHost;
    }

    public int getServerPort() {
        return serverPort;
    }

    /**
     * Port on which the model is served.
     */
    public void setServerPort(int serverPort) {
        this.serverPort = serverPort;
    }

    public String getServerPath() {
        return serverPath;
    }

    /**
     * Path below which chat/completions and models are served. Clients are given it as part of their base URL.
     */
    public void setServerPath(String serverPath) {
        this.serverPath = serverPath;
    }

    public String getServerApiKeys() {
        return serverApiKeys;
    }

    /**
     * Comma-separated API keys that callers must send, each as KEY, or as NAME:KEY to set the header CamelGlm4Caller to
     * NAME. If not set, no key is required. A blank value is a start error.
     */
    public void setServerApiKeys(String serverApiKeys) {
        this.serverApiKeys = serverApiKeys;
    }

    public String getServerCors() {
        return serverCors;
    }

    /**
     * Comma-separated origins (https://app.example.com) that are allowed to call the server from a browser (CORS); * allows
     * all origins.
     */
    public void setServerCors(String serverCors) {
        this.serverCors = serverCors;
    }

    public String getServerHosts() {
        return serverHosts;
    }

    /**
     * Further host names under which clients reach the server, comma-separated and without ports. A server without keys on
     * localhost answers to localhost, 127.0.0.1, ::1 and serverHost only, and to any other name in a request with 403, so
     * that no web page can use it under a name of its own. When set, a server without keys on any address checks names. A
     * server with keys takes any name.
     */
    public void setServerHosts(String serverHosts) {
        this.serverHosts = serverHosts;
    }

    public String getServerAllow() {
        return serverAllow;
    }

    /**
     * What callers may ask for at your expense, comma-separated: hosted-tools for tools that the service runs (web_search,
     * retrieval, mcp), n for several answers to one request, any-image-url for images at any URL, such as file: or an address
     * of an internal network. By default none of it: such a request gets 400.
     */
    public void setServerAllow(String serverAllow) {
        this.serverAllow = serverAllow;
    }

    public int getMaxRequestSize() {
        return maxRequestSize;
    }

    /**
     * The largest request accepted, in bytes or with a unit, such as 16MB. The objects that its JSON becomes may take as much
     * memory, and at least 1 MB: a request of many small values is refused before its text is that large. The answer is 413.
     */
    public void setMaxRequestSize(int maxRequestSize) {
        this.maxRequestSize = maxRequestSize;
    }

    public String getServerRouter() {
        return serverRouter;
    }

    /**
     * Set it to platform-http to serve the model on the main HTTP server of the application instead of one of our own.
     * Needs camel-platform-http-vertx. Host, port and TLS are then that server's, and must not be set here.
     */
    public void setServerRouter(String serverRouter) {
        this.serverRouter = serverRouter;
    }
}
