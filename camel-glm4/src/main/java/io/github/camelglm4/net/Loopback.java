package io.github.camelglm4.net;

import io.github.camelglm4.vertx.IpLiteral;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;

/** Hosts that are this machine only. No name is resolved. */
public final class Loopback {

    public static final String NAME = "localhost";
    public static final String IPV4 = "127.0.0.1";
    public static final String IPV6 = "::1";

    private Loopback() {}

    /** Whether the host is {@code localhost} or a loopback address, in any of its spellings. False for null. */
    public static boolean is(String host) {
        if (host == null || host.isEmpty()) {
            return false;
        }
        InetAddress address = IpLiteral.parse(host);
        return host.equalsIgnoreCase(NAME) || address != null && address.isLoopbackAddress();
    }

    /**
     * The addresses to listen on for a host. Callers resolve {@code localhost} to 127.0.0.1 or to ::1, as their system
     * likes: it is both, where the machine has both. Any other host is what it is.
     */
    public static List<String> addresses(String host) {
        return host.equalsIgnoreCase(NAME) && hasIpv6() ? List.of(IPV4, IPV6) : List.of(host);
    }

    private static boolean hasIpv6() {
        try {
            return NetworkInterface.getByInetAddress(IpLiteral.parse(IPV6)) != null;
        } catch (SocketException none) {
            return false;
        }
    }
}
