package io.github.camelglm4.binding.image;

import io.github.camelglm4.Glm4Headers;
import io.github.camelglm4.error.FailureDetails;
import io.github.camelglm4.error.Glm4RequestException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.camel.Exchange;

/**
 * One image that is not yet read. Its limits are those of the API reference.
 *
 * @param place its position in the body, for messages
 * @param data read by {@link BinaryBody}
 * @param type its declared type; null if it is not declared
 * @param replace called with the replacement of a stream that cannot be rewound
 */
record Image(String place, Object data, MediaType type, Consumer<InputStream> replace) {

    /** Size before encoding. */
    private static final int MAX_BYTES = 5 * 1024 * 1024;

    private static final Set<String> TYPES = Set.of("image/jpeg", "image/png");

    /**
     * Checks type and size before the image is read.
     *
     * @throws Glm4RequestException if the image is not valid
     */
    void check(Exchange exchange) {
        if (!BinaryBody.isOrConverts(exchange, data)) {
            throw new Glm4RequestException(place + " must be an image (bytes, a stream or a file), but is "
                    + (data == null ? "null" : "a " + data.getClass().getName()));
        }
        if (type == null) {
            throw new Glm4RequestException(place + " must be an image, but its type is unknown: set the header "
                    + Glm4Headers.MEDIA_TYPE + " to image/jpeg or image/png");
        }
        if (!TYPES.contains(type.name())) {
            throw new Glm4RequestException(place + " must be image/jpeg or image/png, but is " + type);
        }
        long length = length();
        if (length > MAX_BYTES) {
            throw new Glm4RequestException(
                    place + " is an image of " + length + " bytes, but the maximum is " + MAX_BYTES + " bytes");
        }
    }

    /**
     * Returns the image as a {@code data:} URL.
     *
     * @throws Glm4RequestException if it cannot be read, is empty, or is too large
     */
    String dataUrl(Exchange exchange) {
        try {
            byte[] bytes = BinaryBody.read(exchange, data, MAX_BYTES + 1, replace);
            if (bytes.length == 0) {
                throw new Glm4RequestException(place + " is an empty image");
            }
            if (bytes.length > MAX_BYTES) {
                throw new Glm4RequestException(
                        place + " is an image of more than " + MAX_BYTES + " bytes, which is the maximum");
            }
            return dataUrl(bytes);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** Encodes in place, which saves a copy of up to 7 MB. */
    private String dataUrl(byte[] bytes) throws IOException {
        byte[] scheme = ("data:" + type.name() + ";base64,").getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream url = new ByteArrayOutputStream(scheme.length + (bytes.length + 2) / 3 * 4);
        url.writeBytes(scheme);
        try (OutputStream base64 = Base64.getEncoder().wrap(url)) {
            base64.write(bytes);
        }
        return url.toString(StandardCharsets.ISO_8859_1);
    }

    /** A stream has no length; the source of its type may declare one. */
    private long length() {
        try {
            long length = BinaryBody.length(data);
            return length < 0 && type.length() != null ? type.length() : length;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private Glm4RequestException unreadable(IOException e) {
        return new Glm4RequestException(place + " cannot be read: " + e.getMessage(), e, FailureDetails.NONE);
    }
}
