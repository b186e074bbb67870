package io.github.camelglm4.vertx;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Parses addresses without name resolution, which Java 17 has no method for. Without state. */
public final class IpLiteral {

    private IpLiteral() {}

    /**
     * Parses an IPv4 or IPv6 address, the latter with or without brackets. Returns null if it is not an address. An
     * IPv4-mapped IPv6 address becomes an IPv4 address.
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
