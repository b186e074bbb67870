package io.github.camelglm4.testing.batch;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.github.camelglm4.testing.batch.Fault.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Reads requests, executes them and writes the responses, or what a {@link Fault} makes of them. */
final class BatchHandler implements HttpHandler {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PIECE = 64 * 1024;

    private final String base;
    private final BatchStore store;
    private final BatchOperations operations;
    private final BatchScript script;

    BatchHandler(String base, BatchStore store, BatchOperations operations, BatchScript script) {
        this.base = base;
        this.store = store;
        this.operations = operations;
        this.script = script;
    }

    @Override
    public void handle(HttpExchange http) throws IOException {
        try (http) {
            String path = http.getRequestURI().getPath().substring(base.length());
            Operation operation = Operation.of(http.getRequestMethod(), path);
            Fault fault = script.nextFault(operation);
            BatchRequest request = head(http, operation);
            if (fault != null && fault.kind() == Kind.EARLY_ERROR) {
                script.received(request);
                sendError(http, fault);
                return;
            }
            Path content = store.newPath();
            Upload upload = null;
            if (operation == Operation.UPLOAD) {
                try {
                    upload = Upload.read(request.header("content-type"), http.getRequestBody(), content);
                } catch (IOException e) {
                    script.received(request);
                    send(http, BatchResponse.error(400, "1210", e.getMessage()), Long.MAX_VALUE);
                    return;
                }
                request = request.withBody(JSON.writeValueAsBytes(describe(upload)));
            } else {
                request = request.withBody(http.getRequestBody().readAllBytes());
            }
            script.received(request);
            answer(http, request, path, upload, content, fault);
        }
    }

    private void answer(HttpExchange http, BatchRequest request, String path, Upload upload, Path content, Fault fault)
            throws IOException {
        if (fault != null && fault.kind() == Kind.ERROR) {
            sendError(http, fault);
        } else if (fault == null || fault.kind() != Kind.LOST_REQUEST) {
            BatchResponse response = upload == null
                    ? operations.execute(request, path.substring(1).split("/"), query(http))
                    : store(upload, content);
            script.executed(request);
            if (fault == null || fault.kind() == Kind.CUT) {
                send(http, response, fault == null ? Long.MAX_VALUE : fault.cutAfter());
            }
        }
    }

    private BatchResponse store(Upload upload, Path content) {
        String purpose = upload.fields().get("purpose");
        if (!"batch".equals(purpose)) {
            return BatchResponse.error(400, "1214", "purpose must be batch, but is " + purpose + ".");
        }
        if (upload.filename() == null || !upload.filename().endsWith(".jsonl")) {
            return BatchResponse.error(400, "1214", "file must be a .jsonl file, but is " + upload.filename() + ".");
        }
        if (upload.bytes() > script.maxFileSize()) {
            return BatchResponse.error(435, "1214", "The file is larger than 100 MB.");
        }
        return operations.uploaded(store.addFile(upload.filename(), purpose, content));
    }

    private static Map<String, Object> describe(Upload upload) {
        Map<String, Object> description = new HashMap<>(upload.fields());
        description.put("filename", upload.filename());
        description.put("bytes", upload.bytes());
        return description;
    }

    private BatchRequest head(HttpExchange http, Operation operation) {
        Map<String, String> headers = new HashMap<>();
        http.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
        String target = http.getRequestURI().toString().substring(base.length());
        return new BatchRequest(operation, http.getRequestMethod(), target, Map.copyOf(headers), new byte[0]);
    }

    private static Map<String, String> query(HttpExchange http) {
        Map<String, String> query = new HashMap<>();
        String text = http.getRequestURI().getRawQuery();
        for (String pair : text == null || text.isEmpty() ? new String[0] : text.split("&")) {
            String[] parts = pair.split("=", 2);
            query.put(parts[0], parts.length == 1 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return query;
    }

    private static void sendError(HttpExchange http, Fault fault) throws IOException {
        fault.headers().forEach(http.getResponseHeaders()::set);
        send(http, BatchResponse.error(fault.status(), fault.code(), fault.message()), Long.MAX_VALUE);
    }

    /** A response that is cut off has the length of the complete one. */
    private static void send(HttpExchange http, BatchResponse response, long cutAfter) throws IOException {
        boolean isFile = response.file() != null;
        http.getResponseHeaders().set("Content-Type", isFile ? "application/octet-stream" : "application/json");
        byte[] json = isFile ? null : JSON.writeValueAsBytes(response.json());
        long length = isFile ? Files.size(response.file()) : json.length;
        http.sendResponseHeaders(response.status(), length == 0 ? -1 : length);
        if (isFile) {
            try (InputStream in = Files.newInputStream(response.file())) {
                copy(in, http.getResponseBody(), cutAfter);
            }
        } else {
            http.getResponseBody().write(json, 0, (int) Math.min(json.length, cutAfter));
        }
        http.getResponseBody().flush();
    }

    private static void copy(InputStream in, OutputStream out, long limit) throws IOException {
        byte[] piece = new byte[PIECE];
        long left = limit;
        while (left > 0) {
            int read = in.read(piece, 0, (int) Math.min(piece.length, left));
            if (read < 0) {
                return;
            }
            out.write(piece, 0, read);
            left -= read;
        }
    }
}
