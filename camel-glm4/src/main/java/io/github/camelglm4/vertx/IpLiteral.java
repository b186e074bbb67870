package io.github.camelglm4.vertx;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Reads addresses without asking a name service, which the JDK of Java 17 cannot. Pure. */
public final class IpLiteral {

    private IpLiteral() {}

    /**
     * The address that is written so, IPv6 with or without brackets; null if it is none. An IPv4 address within an IPv6
     * one becomes an IPv4 address.
     */
    public static InetAddress parse(String host) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(host);
        try {
            return bytes == null ? null : InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has 4 or 16 bytes, not " + bytes.length, e);
        }
    }
}
