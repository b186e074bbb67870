package io.github.camelglm4.testing;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.handler.codec.http.HttpRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One request as received, and the later state of its connection. Recorded when its body is complete. Not a record,
 * because {@link #bytesWritten()} and {@link #connectionClosed()} change while the test runs.
 */
public final class RecordedRequest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String method;
    private final String path;
    private final List<Entry<String, String>> headers;
    private final byte[] body;
    private final int connection;
    private final Instant arrivedAt = Instant.now();
    private final CompletableFuture<Instant> connectionClosed;
    private final AtomicLong bytesWritten = new AtomicLong();

    RecordedRequest(HttpRequest head, byte[] body, int connection, CompletableFuture<Instant> connectionClosed) {
        this.method = head.method().name();
        this.path = head.uri();
        this.headers = List.copyOf(head.headers().entries().stream()
                .map(header -> Map.entry(header.getKey(), header.getValue()))
                .toList());
        this.body = body;
        this.connection = connection;
        this.connectionClosed = connectionClosed;
    }

    public String method() {
        return method;
    }

    /** The request target with its query, not decoded. */
    public String path() {
        return path;
    }

    /** All header lines in order, spelled as the client spelled them. */
    public List<Entry<String, String>> headers() {
        return headers;
    }

    /** The values of all header lines with that name, ignoring case; empty if there is none. */
    public List<String> headers(String name) {
        return headers.stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(Entry::getValue)
                .toList();
    }

    /** The value of the first header line with that name, ignoring case; null if there is none. */
    public String header(String name) {
        return headers(name).stream().findFirst().orElse(null);
    }

    /** The body without its transfer coding. */
    public byte[] body() {
        return body.clone();
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** The body as a JSON object; fails the test if it is not one. */
    public Map<String, Object> json() {
        try {
            return JSON.readValue(body, new TypeReference<>() {});
        } catch (IOException e) {
            throw new AssertionError("The body is not a JSON object: " + text(), e);
        }
    }

    /** The number of its connection: 1 for the first connection accepted since the start or the last reset. */
    public int connection() {
        return connection;
    }

    public Instant arrivedAt() {
        return arrivedAt;
    }

    /** The bytes of the reply that the kernel has accepted so far. With TLS, the bytes before encryption. */
    public long bytesWritten() {
        return bytesWritten.get();
    }

    /** Completes when either side has closed the connection, by FIN or by RST. Each call returns a copy. */
    public CompletableFuture<Instant> connectionClosed() {
        return connectionClosed.copy();
    }

    AtomicLong writtenCounter() {
        return bytesWritten;
    }

    @Override
    public String toString() {
        return method + " " + path + " on connection " + connection + ": " + text();
    }
}
