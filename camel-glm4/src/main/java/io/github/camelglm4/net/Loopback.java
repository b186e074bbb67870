package io.github.camelglm4.net;

import io.github.camelglm4.vertx.IpLiteral;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;

/** Recognizes hosts of this machine, without name resolution. */
public final class Loopback {

    public static final String NAME = "localhost";
    public static final String IPV4 = "127.0.0.1";
    public static final String IPV6 = "::1";

    private Loopback() {}

    /** Returns whether the host is {@code localhost} or a loopback address, in any notation. False for null. */
    public static boolean is(String host) {
        if (host == null || host.isEmpty()) {
            return false;
        }
        InetAddress address = IpLiteral.parse(host);
        return host.equalsIgnoreCase(NAME) || address != null && address.isLoopbackAddress();
    }

    /**
     * Returns the addresses to listen on for a host. Callers resolve {@code localhost} to 127.0.0.1 or ::1, depending
     * on their system: the result has both if the machine has both. Any other host is returned unchanged.
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
