package io.github.camelglm4.vertx.server;

import io.netty.util.Version;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Netty version of the application. The pom of this component does not set one, so that it never prevents an
 * update; a version with a known vulnerability is logged instead.
 */
public final class NettyVersion {

    private static final Logger LOG = LoggerFactory.getLogger(NettyVersion.class);
    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)\\.(\\d+)\\..*");
    private static final String HTTP2 = "netty-codec-http2";

    private NettyVersion() {}

    /** Logs one warning if a server on this address has a known vulnerability. */
    public static void check(String address) {
        Version http2 = Version.identify().get(HTTP2);
        if (http2 == null) {
            return; // repackaged
        }
        knownHole(http2.artifactVersion())
                .ifPresent(hole -> LOG.warn(
                        "The server on {} runs with {} {}: {}. Import io.netty:netty-bom in a newer version.",
                        address,
                        HTTP2,
                        http2.artifactVersion(),
                        hole));
    }

    /** Returns what an unauthenticated caller can do to a server with this version, and the version that fixes it. */
    static Optional<String> knownHole(String version) {
        Matcher parts = VERSION.matcher(version);
        if (!parts.matches() || !parts.group(1).equals("4")) {
            return Optional.empty();
        }
        int minor = Integer.parseInt(parts.group(2));
        int fixed = minor < 2 ? 132 : 10;
        boolean old = minor < 1 || minor <= 2 && Integer.parseInt(parts.group(3)) < fixed;
        return old
                ? Optional.of("a caller without a key can occupy its event loops with HTTP/2 CONTINUATION frames"
                        + " (CVE-2026-33871), fixed in 4." + Math.max(1, minor) + "." + fixed + ".Final")
                : Optional.empty();
    }
}
