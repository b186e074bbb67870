package io.github.camelglm4.text;

import java.util.Locale;

/** Reads the header {@code Content-Type} (RFC 9110, section 8.3). Without state. */
public final class ContentType {

    private ContentType() {}

    /** Returns the media type in lower case without parameters, or an empty string if the header is missing. */
    public static String mediaType(String header) {
        if (header == null) {
            return "";
        }
        int parameters = header.indexOf(';');
        return (parameters < 0 ? header : header.substring(0, parameters))
                .strip()
                .toLowerCase(Locale.ROOT);
    }
}
