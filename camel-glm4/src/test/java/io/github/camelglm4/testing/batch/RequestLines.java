package io.github.camelglm4.testing.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The lines of a request file, validated as the service does it: one invalid line makes the whole file invalid. Only
 * the places of the lines are kept in memory.
 */
final class RequestLines {

    static final String URL = "/v4/chat/completions";
    private static final int MAX_LINES = 50_000;
    private static final int SHORTEST_ID = 6;
    private static final int MAX_FINDINGS = 20;
    private static final String INVALID = "1214";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final List<Long> places = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();
    private Object model;

    private RequestLines(Path file) {
        this.file = file;
    }

    static RequestLines read(Path file) throws IOException {
        RequestLines lines = new RequestLines(file);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 64 * 1024)) {
            lines.readAll(in);
        }
        return lines;
    }

    /** Empty if the file is valid. */
    List<Finding> findings() {
        return findings;
    }

    int count() {
        return places.size();
    }

    /** Reads a line again. @param index from 0 */
    Map<String, Object> line(RandomAccessFile open, int index) throws IOException {
        open.seek(places.get(index));
        long end = index + 1 < places.size() ? places.get(index + 1) : open.length();
        byte[] bytes = new byte[(int) (end - places.get(index))];
        open.readFully(bytes);
        return JSON.readValue(bytes, new TypeReference<>() {});
    }

    RandomAccessFile open() throws IOException {
        return new RandomAccessFile(file.toFile(), "r");
    }

    private void readAll(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        long position = 0;
        long start = 0;
        for (int next = in.read(); next >= 0; next = in.read()) {
            position++;
            line.write(next);
            if (next == '\n') {
                add(start, line);
                start = position;
            }
        }
        if (line.size() > 0) {
            add(start, line);
        }
        if (places.isEmpty()) {
            findings.add(new Finding(INVALID, null, "The file is empty.", null));
        }
        if (places.size() > MAX_LINES) {
            findings.add(new Finding(INVALID, null, "The file has more than " + MAX_LINES + " lines.", null));
        }
    }

    private void add(long start, ByteArrayOutputStream bytes) {
        places.add(start);
        String text = bytes.toString(StandardCharsets.UTF_8);
        bytes.reset();
        try {
            check(JSON.readValue(text, new TypeReference<>() {}));
        } catch (JsonProcessingException e) {
            find("The line is not a JSON object.", null);
        }
    }

    private void check(Map<String, Object> line) {
        String id = line.get("custom_id") instanceof String text ? text : "";
        if (id.length() < SHORTEST_ID) {
            find("custom_id must have at least 6 characters.", "custom_id");
        } else if (!ids.add(id)) {
            find("custom_id " + id + " is not unique.", "custom_id");
        }
        if (!"POST".equals(line.get("method"))) {
            find("method must be POST.", "method");
        }
        if (!URL.equals(line.get("url"))) {
            find("url must be " + URL + ".", "url");
        }
        if (line.get("body") instanceof Map<?, ?> body) {
            checkBody(body);
        } else {
            find("body must be an object.", "body");
        }
    }

    private void checkBody(Map<?, ?> body) {
        if (!(body.get("model") instanceof String name) || name.isBlank()) {
            find("model is missing.", "body.model");
        } else if (model == null) {
            model = name;
        } else if (!model.equals(name)) {
            find("All lines must have the same model.", "body.model");
        }
        if (!(body.get("messages") instanceof List<?> messages) || messages.isEmpty()) {
            find("messages is missing.", "body.messages");
        }
        if (Boolean.TRUE.equals(body.get("stream"))) {
            find("stream is not allowed.", "body.stream");
        }
    }

    private void find(String message, String param) {
        if (findings.size() < MAX_FINDINGS) {
            findings.add(new Finding(INVALID, places.size(), message, param));
        }
    }
}
