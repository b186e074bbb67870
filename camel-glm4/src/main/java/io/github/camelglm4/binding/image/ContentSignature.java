package io.github.camelglm4.binding.image;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Types that content shows by its first bytes. Pure. */
public final class ContentSignature {

    /** Bytes needed. */
    static final int LENGTH = 16;

    /** Bytes at the beginning, and more of them at an offset. */
    private record Signature(String type, byte[] first, int offset, byte[] second) {

        Signature(String type, String first) {
            this(type, first, 0, first);
        }

        Signature(String type, String first, int offset, String second) {
            this(
                    type,
                    first.getBytes(StandardCharsets.ISO_8859_1),
                    offset,
                    second.getBytes(StandardCharsets.ISO_8859_1));
        }

        boolean matches(byte[] content) {
            return isAt(content, 0, first) && isAt(content, offset, second);
        }

        private static boolean isAt(byte[] content, int offset, byte[] bytes) {
            int end = offset + bytes.length;
            return content.length >= end && Arrays.equals(content, offset, end, bytes, 0, bytes.length);
        }
    }

    private static final List<Signature> SIGNATURES = List.of(
            new Signature("image/png", "\u0089PNG\r\n\u001a\n"),
            new Signature("image/jpeg", "\u00ff\u00d8\u00ff"),
            new Signature("image/gif", "GIF87a"),
            new Signature("image/gif", "GIF89a"),
            new Signature("image/webp", "RIFF", 8, "WEBP"),
            new Signature("audio/wav", "RIFF", 8, "WAVE"),
            new Signature("application/pdf", "%PDF-"),
            new Signature("application/zip", "PK\u0003\u0004"),
            new Signature("application/gzip", "\u001f\u008b"));

    private ContentSignature() {}

    /** The type; null when the bytes show none of those. */
    public static MediaType of(byte[] content) {
        for (Signature signature : SIGNATURES) {
            if (signature.matches(content)) {
                return new MediaType(signature.type, "its first bytes", null);
            }
        }
        return null;
    }
}
