package io.github.camelglm4.options;

import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/** Options of served chat completions. */
@UriParams
public class ServedChatOptions extends CopiedOptions<ServedChatOptions> {

    @UriParam(label = "consumer,security")
    private String serverAllow;

    public String getServerAllow() {
        return serverAllow;
    }

    /**
     * Comma-separated features that callers may use at your expense or risk: hosted-tools (tools that the service runs:
     * web_search, retrieval, mcp), n (several answers to one request), any-image-url (images at any URL, such as file:
     * or an address of an internal network). If not set, such requests are rejected with status 400.
     */
    public void setServerAllow(String serverAllow) {
        this.serverAllow = serverAllow;
    }
}
