package io.github.camelglm4.testing.batch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A form with a file.
 *
 * @param fields its other fields
 * @param filename null if the form has no file
 */
record Upload(Map<String, String> fields, String filename, long bytes) {

    private static final Pattern BOUNDARY = Pattern.compile("multipart/form-data;\\s*boundary=\"?([^\";]+)\"?");
    private static final Pattern NAME = Pattern.compile("\\bname=\"([^\"]*)\"");
    private static final Pattern FILE_NAME = Pattern.compile("\\bfilename=\"([^\"]*)\"");

    /**
     * Reads a form to its end, and its file to the path.
     *
     * @throws IOException if it is not a valid form
     */
    static Upload read(String contentType, InputStream in, Path content) throws IOException {
        Matcher boundary = BOUNDARY.matcher(String.valueOf(contentType));
        if (!boundary.matches()) {
            throw new IOException("Not a form: " + contentType);
        }
        Multipart form = new Multipart(in, boundary.group(1));
        Map<String, String> fields = new TreeMap<>();
        String filename = null;
        long bytes = 0;
        boolean more = true;
        while (more) {
            String disposition = form.headers().getOrDefault("content-disposition", "");
            String file = group(FILE_NAME, disposition);
            if (file != null) {
                filename = file;
                try (OutputStream out = Files.newOutputStream(content)) {
                    more = form.copyTo(out);
                }
                bytes = Files.size(content);
            } else {
                ByteArrayOutputStream value = new ByteArrayOutputStream();
                more = form.copyTo(value);
                fields.put(group(NAME, disposition), value.toString(StandardCharsets.UTF_8));
            }
        }
        if (in.read() >= 0) {
            throw new IOException("The body goes on after the form");
        }
        return new Upload(fields, filename, bytes);
    }

    private static String group(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : null;
    }
}
