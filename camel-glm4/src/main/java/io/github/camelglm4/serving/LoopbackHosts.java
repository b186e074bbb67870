package io.github.camelglm4.serving;

import io.github.camelglm4.net.Loopback;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.List;

/** The addresses behind the name of a host to listen on. */
final class LoopbackHosts {

    private LoopbackHosts() {}

    /**
     * Callers resolve {@code localhost} to 127.0.0.1 or to ::1, as their system likes: both are listened on, where the machine
     * has both. Any other host is listened on as it is.
     */
    static List<String> of(String host) {
        return host.equalsIgnoreCase(Loopback.NAME) && hasIpv6Loopback()
                ? List.of(Loopback.IPV4, Loopback.IPV6)
                : List.of(host);
    }

    private static boolean hasIpv6Loopback() {
        try {
            return NetworkInterface.getByInetAddress(InetAddress.getByName(Loopback.IPV6)) != null;
        } catch (IOException none) {
            return false;
        }
    }
}
