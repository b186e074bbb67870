package io.github.camelglm4.binding.image;

import io.github.camelglm4.Glm4Headers;
import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.json.Fields;
import io.github.camelglm4.text.ContentType;
import io.github.camelglm4.text.PrintableText;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.WrappedFile;

/**
 * The declared type of a message body. The header {@code CamelGlm4MediaType} takes precedence; then the content types
 * that Camel's storage components set, {@code Content-Type} and {@code CamelFileContentType}; last the extension of a
 * file name, which counts only for images.
 *
 * @param name in lower case, without parameters, such as {@code image/png}
 * @param source where it is declared, such as {@code header Content-Type}
 * @param length size of the body in bytes from the same source; null if not declared
 */
public record MediaType(String name, String source, Long length) {

    /**
     * Headers with type and length from the same source. If the type is ignored, so is the length: it may be that of an
     * archive from which the body was extracted.
     */
    private record TypeHeader(String type, String length) {}

    /** The headers of the storage components. A test compares their names with Camel's catalog. */
    private static final List<TypeHeader> HEADERS = List.of(
            new TypeHeader("CamelAwsS3ContentType", "CamelAwsS3ContentLength"),
            new TypeHeader("CamelAzureStorageBlobContentType", "CamelAzureStorageBlobBlobSize"),
            new TypeHeader("CamelAzureStorageDataLakeContentType", "CamelAzureStorageDataLakeFileSize"),
            new TypeHeader("CamelGoogleCloudStorageContentType", "CamelGoogleCloudStorageContentLength"),
            new TypeHeader("CamelMinioContentType", "CamelMinioContentLength"),
            new TypeHeader("CamelIBMCOSContentType", "CamelIBMCOSContentLength"),
            new TypeHeader(Exchange.CONTENT_TYPE, Exchange.CONTENT_LENGTH),
            new TypeHeader(Exchange.FILE_CONTENT_TYPE, Exchange.FILE_LENGTH));

    /** The first bytes of a type: some at the beginning, and others at an offset. */
    private record Signature(String type, String first, int offset, String second) {}

    private static final List<Signature> SIGNATURES = List.of(
            new Signature("image/png", "\u0089PNG\r\n\u001a\n", 0, ""),
            new Signature("image/jpeg", "\u00ff\u00d8\u00ff", 0, ""),
            new Signature("image/gif", "GIF87a", 0, ""),
            new Signature("image/gif", "GIF89a", 0, ""),
            new Signature("image/webp", "RIFF", 8, "WEBP"),
            new Signature("audio/wav", "RIFF", 8, "WAVE"),
            new Signature("application/pdf", "%PDF-", 0, ""),
            new Signature("application/zip", "PK\u0003\u0004", 0, ""),
            new Signature("application/gzip", "\u001f\u008b", 0, ""));

    /** Number of bytes that {@link #ofContent} requires. */
    static final int SIGNATURE_LENGTH = 16;

    private static final String HEADER = "header ";
    private static final String EXPLICIT = HEADER + Glm4Headers.MEDIA_TYPE;

    private static final Pattern NO_TEXT = Pattern.compile("(image|audio|video|font)/(?!svg\\+xml).*"
            + "|application/(pdf|zip|gzip|x-gzip|x-tar|x-7z-compressed|msword|vnd\\.(ms-|openxmlformats|oasis).*)");

    private static final List<String> NAMES = List.of(
            Exchange.FILE_NAME,
            "CamelAwsS3Key",
            "CamelAzureStorageBlobBlobName",
            "CamelAzureStorageDataLakeFileName",
            "CamelGoogleCloudStorageObjectName",
            "CamelMinioObjectName",
            "CamelIBMCOSKey");

    private static final Map<String, String> ENDINGS = Map.ofEntries(
            Map.entry("png", "image/png"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("jpeg", "image/jpeg"),
            Map.entry("gif", "image/gif"),
            Map.entry("webp", "image/webp"),
            Map.entry("bmp", "image/bmp"),
            Map.entry("tif", "image/tiff"),
            Map.entry("tiff", "image/tiff"),
            Map.entry("heic", "image/heic"),
            Map.entry("avif", "image/avif"));

    /**
     * Returns the declared type of a body that is bytes, a stream or a file; null if it is not declared.
     *
     * @param message its headers may declare the type
     * @param body its file name may declare the type
     * @throws Glm4RequestException if {@code CamelGlm4MediaType} is neither an image type nor a text type
     */
    public static MediaType of(Message message, Object body) {
        MediaType explicit = declared(message, Glm4Headers.MEDIA_TYPE, null);
        if (explicit != null) {
            return explicit.requireKnown();
        }
        MediaType byHeader = byHeader(message);
        if (byHeader != null && byHeader.isImage()) {
            return byHeader;
        }
        // the name of the file itself is more reliable than a header, which an earlier step may have set
        MediaType byOwnName = named("file " + name(body), name(body));
        if (byOwnName != null || byHeader != null) {
            return byOwnName != null ? byOwnName : byHeader;
        }
        for (String header : NAMES) {
            MediaType byName = named("header " + header, message.getHeader(header, String.class));
            if (byName != null) {
                return byName;
            }
        }
        return null;
    }

    /** Returns the type that the first bytes of the content indicate; null if they indicate none. */
    public static MediaType ofContent(byte[] content) {
        String start = new String(content, 0, Math.min(content.length, SIGNATURE_LENGTH), StandardCharsets.ISO_8859_1);
        for (Signature signature : SIGNATURES) {
            if (start.startsWith(signature.first) && start.startsWith(signature.second, signature.offset)) {
                return new MediaType(signature.type, "its first bytes", null);
            }
        }
        return null;
    }

    /** Returns the type of an element of a list, without the length, which is not that of the element. */
    static MediaType ofElement(Message message, Object element) {
        MediaType type = of(message, element);
        return type == null ? null : new MediaType(type.name, type.source, null);
    }

    boolean isImage() {
        return name.startsWith("image/");
    }

    /** Whether the type is set in the header {@code CamelGlm4MediaType}. */
    public boolean isExplicit() {
        return source.equals(EXPLICIT);
    }

    /** Whether content of this type is not text in any charset. */
    public boolean isNoText() {
        return NO_TEXT.matcher(name).matches();
    }

    @Override
    public String toString() {
        return name + " (" + source + ")";
    }

    private MediaType requireKnown() {
        if (isImage() || name.startsWith("text/")) {
            return this;
        }
        throw new Glm4RequestException(
                source + " must be image/jpeg, image/png or text/plain, but is " + PrintableText.name(name));
    }

    private static MediaType byHeader(Message message) {
        for (TypeHeader header : HEADERS) {
            MediaType type = declared(message, header.type, header.length);
            if (type != null && type.isSpecific()) {
                return type;
            }
        }
        return null;
    }

    /** Stores use octet-stream if the type is unknown; multipart is the type of the form that contained the body. */
    private boolean isSpecific() {
        return !name.equals("application/octet-stream")
                && !name.equals("binary/octet-stream")
                && !name.startsWith("multipart/");
    }

    private static MediaType declared(Message message, String header, String lengthHeader) {
        String value = message.getHeader(header, String.class);
        if (value == null || value.isBlank()) {
            return null;
        }
        String name = ContentType.mediaType(value);
        Long length = lengthHeader == null ? null : Fields.wholeNumber(message.getHeader(lengthHeader));
        return new MediaType(name.equals("image/jpg") ? "image/jpeg" : name, HEADER + header, length);
    }

    private static MediaType named(String source, String name) {
        int dot = name == null ? -1 : name.lastIndexOf('.');
        String type = dot < 0 ? null : ENDINGS.get(name.substring(dot + 1).toLowerCase(Locale.ROOT));
        return type == null ? null : new MediaType(type, source, null);
    }

    private static String name(Object body) {
        Object file = body instanceof WrappedFile<?> wrapped ? wrapped.getFile() : body;
        if (file instanceof File local) {
            return local.getName();
        }
        return file instanceof Path path && path.getFileName() != null
                ? path.getFileName().toString()
                : null;
    }
}
