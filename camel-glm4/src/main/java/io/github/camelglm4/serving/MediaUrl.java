package io.github.camelglm4.serving;

import io.github.camelglm4.vertx.IpLiteral;
import java.net.InetAddress;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks the URL of an image, video or file in a request. The service behind fetches it, possibly inside the operator's
 * network: a file URL or an internal address would be read with the rights of that service (SSRF). Names are not
 * resolved. Pure.
 */
final class MediaUrl {

    /** Without user info, escapes, blanks and backslashes, which URL parsers handle differently. */
    private static final Pattern HTTP = Pattern.compile(
            "https?://(\\[[0-9a-f:.]+]|[^/?#%\\\\@:\\s\\p{Cntrl}\\[\\]]+)(:\\d{1,5})?([/?#]\\P{Cntrl}*)?");

    /** Forms that some libraries accept as an IPv4 address: decimal, octal, hexadecimal, with fewer parts. */
    private static final Pattern NUMERIC = Pattern.compile("(0x[0-9a-f]*|\\d+)(\\.(0x[0-9a-f]*|\\d+))*+\\.?");

    private static final Pattern INTERNAL_NAME =
            Pattern.compile("(.*\\.)?(localhost|local|internal|intranet|lan|home\\.arpa)\\.?|[^.]+\\.?");

    /** Source: RFC 1035, section 2.3.4. */
    private static final int LONGEST_NAME = 253;

    private MediaUrl() {}

    /** Returns whether it is a data URL, or an http(s) URL whose host is not an internal name or address. */
    static boolean isPublic(String url) {
        if (url.regionMatches(true, 0, "data:", 0, "data:".length())) {
            return true;
        }
        Matcher http = HTTP.matcher(url.toLowerCase(Locale.ROOT));
        // the following check takes quadratic time
        return http.matches() && http.group(1).length() <= LONGEST_NAME && isPublicHost(http.group(1));
    }

    private static boolean isPublicHost(String written) {
        // URL parsers treat wide digits and dots as digits and dots
        String host = Normalizer.normalize(written, Normalizer.Form.NFKC).replace('\u3002', '.');
        if (host.startsWith("[")) {
            return isPublicAddress(host.substring(1, host.length() - 1));
        }
        if (host.length() > LONGEST_NAME) {
            return false;
        }
        if (NUMERIC.matcher(host).matches()) {
            return isPublicAddress(host);
        }
        return !INTERNAL_NAME.matcher(host).matches();
    }

    private static boolean isPublicAddress(String literal) {
        InetAddress address = IpLiteral.parse(literal);
        return address != null
                && !(address.isLoopbackAddress()
                        || address.isLinkLocalAddress()
                        || address.isSiteLocalAddress()
                        || address.isAnyLocalAddress()
                        || address.isMulticastAddress()
                        || isOtherInternal(address.getAddress()));
    }

    /** Sources: RFC 6890 and RFC 4193. NAT64 (RFC 6052) and 6to4 (RFC 3056) can contain any IPv4 address. */
    private static boolean isOtherInternal(byte[] bytes) {
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        if (bytes.length == 4) {
            boolean carrier = first == 100 && (second & 0xc0) == 64;
            return first == 0 || carrier || first >= 240 || first == 198 && (second & 0xfe) == 18;
        }
        boolean embedded = first == 0 && second == 0x64 || first == 0x20 && second == 0x02 || isCompatible(bytes);
        return (first & 0xfe) == 0xfc || embedded;
    }

    /** Returns whether it is an IPv4-compatible IPv6 address (deprecated form): twelve leading zero bytes. */
    private static boolean isCompatible(byte[] bytes) {
        for (int i = 0; i < 12; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }
}
