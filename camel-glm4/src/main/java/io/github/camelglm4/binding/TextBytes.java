package io.github.camelglm4.binding;

import io.github.camelglm4.error.Glm4RequestException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Bytes as text, or an error that says what to do: no character is replaced, and none is made up. Pure. */
final class TextBytes {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private TextBytes() {}

    /**
     * The text, without a byte order mark.
     *
     * @throws Glm4RequestException when the bytes are no text in the charset
     */
    static String decode(byte[] bytes, Charset charset) {
        String text;
        try {
            text = charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw notText("is not valid " + charset + " text", bytes);
        }
        if (text.indexOf('\0') >= 0) {
            throw notText("has NUL characters when read as " + charset, bytes);
        }
        return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    }

    private static Glm4RequestException notText(String what, byte[] bytes) {
        return new Glm4RequestException(
                "the body " + what + ". If it is text, set the exchange property CamelCharsetName to its"
                        + " charset" + (beginsAsUtf16(bytes) ? " (it begins as UTF-16)" : ", such as ISO-8859-1")
                        + "; anything else, but an image, must be converted to text first");
    }

    private static boolean beginsAsUtf16(byte[] bytes) {
        if (bytes.length < 2) {
            return false;
        }
        String first = new String(bytes, 0, 2, StandardCharsets.ISO_8859_1);
        return first.equals("\u00ff\u00fe") || first.equals("\u00fe\u00ff");
    }
}
