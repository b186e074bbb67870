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
 * The declared type of a message body. The header {@code CamelGlm4MediaType} decides alone; then come the content types
 * that Camel's storage components set, {@code Content-Type}, {@code CamelFileContentType}, and last the ending of a
 * file's name, where only images have one that counts.
 *
 * @param name in lower case, without parameters: {@code image/png}
 * @param source where it is declared, such as {@code header Content-Type}
 * @param length the size of the body in bytes by the same source; null if not declared
 */
public record MediaType(String name, String source, Long length) {

    /**
     * Headers with the type and the length of one thing: a length whose type does not count may be that of an archive
     * that the body was taken from.
     */
    private record TypeHeader(String type, String length) {}

    /** The names of the storage components' headers are those of Camel's catalogue; a test compares them. */
    private static final List<TypeHeader> HEADERS = List.of(
            new TypeHeader("CamelAwsS3ContentType", "CamelAwsS3ContentLength"),
            new TypeHeader("CamelAzureStorageBlobContentType", "CamelAzureStorageBlobBlobSize"),
            new TypeHeader("CamelAzureStorageDataLakeContentType", "CamelAzureStorageDataLakeFileSize"),
            new TypeHeader("CamelGoogleCloudStorageContentType", "CamelGoogleCloudStorageContentLength"),
            new TypeHeader("CamelMinioContentType", "CamelMinioContentLength"),
            new TypeHeader("CamelIBMCOSContentType", "CamelIBMCOSContentLength"),
            new TypeHeader(Exchange.CONTENT_TYPE, Exchange.CONTENT_LENGTH),
            new TypeHeader(Exchange.FILE_CONTENT_TYPE, Exchange.FILE_LENGTH));

    /** What content shows by its first bytes: these at the beginning, and more of them at an offset. */
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

    /** Bytes that {@link #ofContent} needs. */
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
     * The type of a body that is bytes, a stream or a file; null when it is not declared.
     *
     * @param message whose headers declare it
     * @param body whose own name declares it, if it has one
     * @throws Glm4RequestException when {@code CamelGlm4MediaType} is neither an image's type nor a text's
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
        // a name that belongs to the body knows better than a header that may be left over from a step before
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

    /** The type that content shows by its first bytes; null when they show none. */
    public static MediaType ofContent(byte[] content) {
        String start = new String(content, 0, Math.min(content.length, SIGNATURE_LENGTH), StandardCharsets.ISO_8859_1);
        for (Signature signature : SIGNATURES) {
            if (start.startsWith(signature.first) && start.startsWith(signature.second, signature.offset)) {
                return new MediaType(signature.type, "its first bytes", null);
            }
        }
        return null;
    }

    /** The type of an element of a list: a length that the message declares is not the element's. */
    static MediaType ofElement(Message message, Object element) {
        MediaType type = of(message, element);
        return type == null ? null : new MediaType(type.name, type.source, null);
    }

    boolean isImage() {
        return name.startsWith("image/");
    }

    /** Whether the one who sends the message says so, to this component. */
    public boolean isExplicit() {
        return source.equals(EXPLICIT);
    }

    /** Whether content of this type is no text in any charset. */
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

    /** Stores give the first ones to whatever came without a type; the last is that of the form that held the body. */
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
