package io.github.camelglm4.examples.gateway;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/** Checks ports before the servers start: Camel's server only logs that it cannot listen, and goes on without. */
final class FreePort {

    private FreePort() {}

    /** @throws IllegalArgumentException if the port cannot be listened on */
    static void require(String property, String host, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(
                    property.replace("port", "host") + "=" + host + " is not a host name or address of this machine",
                    e);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    property + "=" + port + " cannot be used on " + host + ": " + e.getMessage()
                            + ". Set another port, or stop the application that uses it",
                    e);
        }
    }
}
