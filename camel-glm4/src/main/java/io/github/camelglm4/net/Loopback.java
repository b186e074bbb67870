package io.github.camelglm4.net;

import io.github.camelglm4.vertx.IpLiteral;
import java.net.InetAddress;

/** Tells hosts that are this machine only from all others. Pure: no name is resolved. */
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
}
