package io.github.camelglm4.net;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;

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
        return host.equalsIgnoreCase(NAME) || isLoopback(NetUtil.createByteArrayFromIpAddressString(host));
    }

    private static boolean isLoopback(byte[] address) {
        try {
            return address != null && InetAddress.getByAddress(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has 4 or 16 bytes, not " + address.length, e);
        }
    }
}
