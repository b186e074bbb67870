package io.github.camelglm4.examples.offline.batch;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Validates a request file as the hosted service does: one invalid line makes the file invalid. */
final class RequestFile {
    static final int MAX_LINES = 50_000;
    private static final int SHORTEST_ID = 6;
    private static final int MAX_FINDINGS = 20;

    private final List<Finding> findings = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();
    private String model;
    private int count;

    private RequestFile() {}

    static RequestFile read(Path file) throws IOException {
        RequestFile read = new RequestFile();
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                read.add(line);
            }
        }
        if (read.count == 0 || read.count > MAX_LINES) {
            read.findings.add(new Finding(0, "The file must have 1 to " + MAX_LINES + " lines.", null));
        }
        return read;
    }

    /** Number of lines. */
    int count() {
        return count;
    }

    /** Empty if the file is valid. At most some of those that exist. */
    List<Finding> findings() {
        return findings;
    }

    private void add(String text) {
        count++;
        RequestLine line = RequestLine.parse(text);
        if (line == null) {
            find("The line must be a JSON object.", null);
            return;
        }
        if (line.customId() == null || line.customId().length() < SHORTEST_ID) {
            find("custom_id must have at least " + SHORTEST_ID + " characters.", "custom_id");
        } else if (!ids.add(line.customId())) {
            find("custom_id " + line.customId() + " is not unique.", "custom_id");
        }
        if (!"POST".equals(line.method())) {
            find("method must be POST.", "method");
        }
        if (!RequestLine.URL.equals(line.url())) {
            find("url must be " + RequestLine.URL + ".", "url");
        }
        if (line.body() == null || line.model() == null) {
            find("body must be a request with a model.", "body");
        } else if (model == null) {
            model = line.model();
        } else if (!model.equals(line.model())) {
            find("All lines must have the same model.", "body.model");
        }
    }

    private void find(String message, String param) {
        if (findings.size() < MAX_FINDINGS) {
            findings.add(new Finding(count, message, param));
        }
    }
}
