package io.github.camelglm4.testing;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Status line and header lines of a reply, written unchanged: nothing is added, merged or reordered. */
record ReplyHead(int status, List<Entry<String, String>> headers) {

    ReplyHead with(String name, String value) {
        return new ReplyHead(
                status,
                Stream.concat(headers.stream(), Stream.of(Map.entry(name, value)))
                        .toList());
    }

    ReplyHead without(String name) {
        return new ReplyHead(
                status,
                headers.stream()
                        .filter(header -> !header.getKey().equalsIgnoreCase(name))
                        .toList());
    }

    byte[] bytes() {
        String lines = headers.stream()
                .map(header -> header.getKey() + ": " + header.getValue() + "\r\n")
                .collect(Collectors.joining());
        String statusLine = "HTTP/1.1 " + HttpResponseStatus.valueOf(status) + "\r\n";
        return (statusLine + lines + "\r\n").getBytes(StandardCharsets.UTF_8);
    }
}
