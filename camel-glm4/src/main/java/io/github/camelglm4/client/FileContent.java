package io.github.camelglm4.client;

import io.github.camelglm4.vertx.FileUpload;
import io.github.camelglm4.vertx.RequestUpload;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;

/**
 * A POST of a file as multipart/form-data (RFC 7578), with text fields before it. The file is read while it is sent,
 * and again for a retry: it must not change until the call has ended.
 *
 * @param file the file
 * @param fields the text fields by name
 * @param name the name of the file for the service; no path
 * @param boundary separates the parts; must not occur in the file
 */
public record FileContent(Path file, Map<String, String> fields, String name, String boundary)
        implements RequestContent {

    private static final String LINE_END = "\r\n";

    /** With a random boundary. */
    public FileContent(Path file, Map<String, String> fields, String name) {
        this(file, fields, name, "camel-glm4-" + UUID.randomUUID());
    }

    @Override
    public HttpMethod method() {
        return HttpMethod.POST;
    }

    @Override
    public String mediaType() {
        return "multipart/form-data; boundary=" + boundary;
    }

    @Override
    public RequestUpload upload(Vertx vertx, int retry) {
        StringBuilder before = new StringBuilder();
        fields.forEach((field, value) ->
                part(before, field, null).append(LINE_END).append(value).append(LINE_END));
        part(before, "file", name)
                .append("Content-Type: application/octet-stream")
                .append(LINE_END)
                .append(LINE_END);
        String after = LINE_END + "--" + boundary + "--" + LINE_END;
        return new FileUpload(vertx, utf8(before.toString()), file, utf8(after));
    }

    @Override
    public String toString() {
        return "file " + file;
    }

    private StringBuilder part(StringBuilder text, String field, String fileName) {
        text.append("--").append(boundary).append(LINE_END);
        text.append("Content-Disposition: form-data; name=").append(quoted(field));
        if (fileName != null) {
            text.append("; filename=").append(quoted(fileName));
        }
        return text.append(LINE_END);
    }

    /** As browsers do (HTML standard, section 4.10.21.8): a name must not end its header. */
    private static String quoted(String name) {
        return '"' + name.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A") + '"';
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
