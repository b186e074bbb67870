package io.github.camelglm4.examples.knowledge;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.HttpServerConfigurationProperties;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;

/** Fails the start if the port of the HTTP server is in use: Camel only logs that, and goes on without the server. */
final class PortCheck extends MainListenerSupport {
    @Override
    public void afterConfigure(BaseMainSupport main) {
        HttpServerConfigurationProperties server = ((Main) main).configure().httpServer();
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(server.getHost(), server.getPort()));
        } catch (IOException e) {
            throw new IllegalStateException("The port " + server.getPort()
                    + " cannot be used: set PORT to another one. " + "The reason is: " + e.getMessage());
        }
    }
}
