package io.github.camelglm4.testing;

import io.github.camelglm4.error.Glm4AuthenticationException;
import io.github.camelglm4.error.Glm4ConnectionException;
import io.github.camelglm4.error.Glm4ContentFilterException;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.error.Glm4OverloadedException;
import io.github.camelglm4.error.Glm4RateLimitException;
import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.error.Glm4ResponseException;
import io.github.camelglm4.error.Glm4TimeoutException;
import io.github.camelglm4.error.Glm4TruncatedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * What may go wrong with a service, as bytes on a socket, whether the answer is whole or streamed, and what has to come of it.
 *
 * @param name     as docs/reliability.md has it
 * @param streamed whether the answer was asked for as a stream
 * @param failure  null when the answer has to be {@link #TEXT}
 * @param options  of the endpoint that asks, for limits that a test does not have to wait for long
 * @param replies  of the server, in their order, the last one for ever; none when another place is asked
 */
public record Fault(
        String name, boolean streamed, Class<? extends Glm4Exception> failure, String options, List<Reply> replies) {

    /** Of every answer that is one. */
    public static final String TEXT = "fine";

    /** What had come of a streamed answer that breaks off, at most. */
    public static final String BEGINNING = "fi";

    /** What nobody may quote. */
    public static final String PRIVATE = "PR1VATE";

    /** A reset may overtake the bytes before it; so it comes when those have been read. */
    private static final Duration HEARD = Duration.ofMillis(300);

    private static final ServerSocket SILENT = silent();
    private static final String LIMITED = "&maxResponseSize=100000";
    private static final String EVENT = "{\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"%s\"}}]}";
    private static final String FINISH =
            "{\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"%s\"}]}";
    private static final String EVENTS =
            Transcripts.events(EVENT.formatted("fi"), EVENT.formatted("ne"), FINISH.formatted("stop"), "[DONE]");
    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
    private static final String HTML = "<html>log in at " + PRIVATE + "</html>";

    /** Every fault that a script can play; {@code elsewhere} is where redirects lead. */
    public static List<Fault> all(String elsewhere) {
        List<Fault> all = new ArrayList<>();
        beforeTheAnswer(all);
        status(all, elsewhere);
        framing(all);
        size(all);
        content(all);
        unstreamedOnly(all);
        streamedOnly(all);
        return all;
    }

    private static void beforeTheAnswer(List<Fault> all) {
        both(all, "refused", Glm4ConnectionException.class, "&baseUrl=http://127.0.0.1:1/v1");
        both(
                all,
                "tls",
                Glm4TimeoutException.class,
                "&connectTimeout=200&baseUrl=https://127.0.0.1:" + SILENT.getLocalPort() + "/v1");
        both(all, "resetbefore", Glm4ConnectionException.class, "", Reply.raw().reset());
        both(all, "closebefore", Glm4ConnectionException.class, "", Reply.raw().close());
        both(
                all,
                "noreply",
                Glm4TimeoutException.class,
                "&responseTimeout=200",
                Reply.raw().never());
        both(
                all,
                "resetmidheader",
                Glm4ConnectionException.class,
                "",
                Reply.raw().bytes(HEAD).delay(Duration.ofMillis(20)).reset());
        both(
                all,
                "slowheader",
                Glm4TimeoutException.class,
                "&responseTimeout=300",
                Reply.raw().bytes(HEAD).pieces(1, Duration.ofMillis(10)).repeat("X-Slow: loris\r\n", Reply.FOREVER));
        both(
                all,
                "garbage",
                Glm4ResponseException.class,
                "",
                Reply.raw().bytes("\u0000\u0001SSH-2.0-x\r\n\r\n").never());
        both(
                all,
                "flood1xx",
                Glm4TimeoutException.class,
                "&responseTimeout=500",
                Reply.raw().repeat("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n", Reply.FOREVER));
    }

    private static void status(List<Fault> all, String elsewhere) {
        both(all, "s429huge", Glm4RateLimitException.class, "", busy().header("Retry-After", "86400"));
        both(all, "s429always", Glm4RateLimitException.class, "", busy());
        both(all, "s503", Glm4OverloadedException.class, "", Reply.of(503, "text/html", HTML));
        both(all, "s401", Glm4AuthenticationException.class, "", Reply.error(401, "1000", "who are you?"));
        both(all, "s400", Glm4RequestException.class, "", Reply.error(400, "1210", "bad parameter"));
        both(all, "s400empty", Glm4RequestException.class, "", Reply.empty(400));
        both(all, "s204", Glm4ResponseException.class, "", Reply.empty(204));
        both(all, "redirect", Glm4RequestException.class, "", Reply.empty(307).header("Location", elsewhere));
        both(
                all,
                "redirect302",
                Glm4RequestException.class,
                "",
                Reply.empty(302).header("Location", elsewhere));
        both(
                all,
                "redirectloop",
                Glm4RequestException.class,
                "",
                Reply.empty(307).header("Location", "/v1"));
        for (String name : List.of("s429s", "s429d", "s500once")) {
            Reply first = name.equals("s500once")
                    ? Reply.error(500, "500", "oops")
                    : busy().header("Retry-After", name.equals("s429s") ? "0" : "Thu, 01 Jan 2026 00:00:00 GMT");
            all.add(new Fault(name, false, null, "", List.of(first, Reply.completion(TEXT))));
            all.add(new Fault(name, true, null, "", List.of(first, stream(EVENTS))));
        }
    }

    private static void framing(List<Fault> all) {
        differing(
                all,
                "resetmidbody",
                Glm4TruncatedException.class,
                "",
                whole().header("Content-Length", "9000").delay(HEARD).reset(),
                begun().delay(HEARD).reset());
        differing(
                all,
                "closemidbody",
                Glm4TruncatedException.class,
                "",
                whole().header("Content-Length", "9000").close(),
                begun().close());
        differing(
                all,
                "truncchunk",
                Glm4TruncatedException.class,
                "",
                chunked("ff\r\n{\"choices\":").close(),
                begun().bytes("ff\r\ndata: {").close());
        differing(
                all,
                "badchunksize",
                Glm4ResponseException.class,
                "",
                chunked("zz\r\nx").never(),
                begun().bytes("zz\r\nx").never());
        differing(
                all,
                "slowbody",
                null,
                "",
                Reply.completion(TEXT).inPieces(1, Duration.ofMillis(1)),
                stream(EVENTS).inPieces(1, Duration.ofMillis(1)));
        differing(
                all,
                "stall",
                Glm4TimeoutException.class,
                "&idleTimeout=300",
                whole().header("Content-Length", "9000").never(),
                begun().never());
        differing(
                all,
                "early100",
                null,
                "",
                Reply.raw().bytes("HTTP/1.1 100 Continue\r\n\r\n").bytes(completion("\r\n")),
                Reply.raw()
                        .bytes("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: " + EVENTS.length()
                                + "\r\nContent-Type: text/event-stream\r\n\r\n" + EVENTS));
        both(
                all,
                "conflen",
                Glm4ResponseException.class,
                "",
                Reply.completion(TEXT).header("Content-Length", "5"));
        differing(
                all,
                "keepaliverace",
                null,
                "",
                Reply.completion(TEXT).close(),
                stream(EVENTS).close());
        byte[] whole = gzip(GlmJson.completion(TEXT).getBytes(StandardCharsets.UTF_8), 1);
        byte[] events = gzip(EVENTS.getBytes(StandardCharsets.UTF_8), 1);
        differing(
                all,
                "gzipok",
                null,
                "",
                Reply.of(200, "application/json", whole).header("Content-Encoding", "gzip"),
                Reply.of(200, "text/event-stream", events).header("Content-Encoding", "gzip"));
    }

    private static void size(List<Fault> all) {
        both(
                all,
                "hugeheader",
                Glm4ResponseException.class,
                "",
                Reply.completion(TEXT).header("X-Huge", "h".repeat(1_048_576)));
        StringBuilder many = new StringBuilder(HEAD);
        for (int i = 0; i < 20_000; i++) {
            many.append("X-Many-").append(i).append(": y\r\n");
        }
        both(all, "manyheaders", Glm4ResponseException.class, "", Reply.raw().bytes(many + "\r\n"));
        String giant = "g".repeat(200_000);
        differing(
                all,
                "giant",
                Glm4ResponseException.class,
                LIMITED,
                Reply.completion(giant),
                begun().event(EVENT.formatted(giant)).never());
        byte[] bomb = gzip(" ".repeat(65_536).getBytes(StandardCharsets.US_ASCII), 1_024);
        differing(
                all,
                "gzipbomb",
                Glm4ResponseException.class,
                LIMITED,
                Reply.of(200, "application/json", bomb).header("Content-Encoding", "gzip"),
                Reply.of(200, "text/event-stream", bomb).header("Content-Encoding", "gzip"));
        differing(
                all,
                "endless",
                Glm4ResponseException.class,
                LIMITED,
                Reply.raw().bytes(HEAD + "\r\n").repeat(" ".repeat(16_384), Reply.FOREVER),
                begun().repeatEvent(EVENT.formatted(""), Reply.FOREVER));
    }

    private static void content(List<Fault> all) {
        differing(all, "ok", null, "", Reply.completion(TEXT), stream(EVENTS));
        differing(
                all,
                "badjson",
                Glm4ResponseException.class,
                "",
                Reply.json("{\"choices\":[" + PRIVATE + "]}"),
                begun().event("{\"choices\":[" + PRIVATE).event("[DONE]").lastChunk());
        differing(
                all,
                "errmid",
                Glm4RequestException.class,
                "",
                Reply.error(200, "1210", "bad parameter"),
                begun().event(GlmJson.error("1210", "bad parameter")).lastChunk());
        differing(
                all,
                "finsensitive",
                Glm4ContentFilterException.class,
                "",
                Reply.json("{\"choices\":[{\"finish_reason\":\"sensitive\",\"message\":{\"content\":\"fi\"}}]}"),
                begun().event(FINISH.formatted("sensitive")).event("[DONE]").lastChunk());
        byte[] noUtf8 = "{\"choices\":[{\"message\":{\"content\":\"\u00C3(\"}}]}".getBytes(StandardCharsets.ISO_8859_1);
        byte[] noUtf8Event = (EVENTS.substring(0, EVENTS.indexOf("\n\n") + 2) + "data: " + EVENT.formatted("\u00C3(")
                        + "\n\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        differing(
                all,
                "badutf8",
                Glm4ResponseException.class,
                "",
                Reply.of(200, "application/json", noUtf8),
                Reply.of(200, "text/event-stream", noUtf8Event));
        String deep = "[".repeat(40_000);
        differing(
                all,
                "deepjson",
                Glm4ResponseException.class,
                "",
                Reply.json("{\"choices\":" + deep),
                begun().event("{\"choices\":" + deep).event("[DONE]").lastChunk());
        differing(
                all,
                "dupkeys",
                null,
                "",
                Reply.json(GlmJson.completion(TEXT)
                        .replace("\"content\":", "\"content\":\"" + PRIVATE + "\",\"content\":")),
                stream(EVENTS.replace("\"content\":", "\"content\":\"" + PRIVATE + "\",\"content\":")));
        differing(
                all,
                "nochoices",
                Glm4ResponseException.class,
                "",
                Reply.json("{\"choices\":[]}"),
                Reply.sse("{\"choices\":[]}", "[DONE]"));
        both(all, "html200", Glm4ResponseException.class, "", Reply.of(200, "text/html", HTML));
        both(all, "empty200", Glm4ResponseException.class, "", Reply.json(""));
        differing(
                all,
                "wrongct",
                null,
                "",
                Reply.of(200, "application/octet-stream", GlmJson.completion(TEXT)),
                Reply.of(200, "application/octet-stream", EVENTS));
        byte[] serialized = {(byte) 0xAC, (byte) 0xED, 0, 5, 't', 0, 1, 'x'};
        both(
                all,
                "java",
                Glm4ResponseException.class,
                "",
                Reply.of(200, "application/x-java-serialized-object", serialized));
    }

    private static void unstreamedOnly(List<Fault> all) {
        all.add(new Fault(
                "utf8split", false, null, "", List.of(Reply.completion(TEXT).inPieces(1, Duration.ofMillis(1)))));
    }

    private static void streamedOnly(List<Fault> all) {
        String done = "data: [DONE]\n\n";
        String finish = "data: " + FINISH.formatted("stop") + "\n\n";
        stream(all, "utf8split", null, stream(EVENTS).inPieces(1));
        stream(all, "nullcontent", null, stream(EVENTS.replace("},{", "},null,{")));
        stream(all, "nodone", null, stream(EVENTS.replace(done, "")));
        stream(
                all,
                "nofinish",
                Glm4TruncatedException.class,
                stream(EVENTS.replace(done, "").replace(finish, "")));
        stream(all, "afterdone", null, stream(EVENTS + "data: " + EVENT.formatted(PRIVATE) + "\n\n"));
        stream(all, "crlf", null, stream(EVENTS.replace("\n", "\r\n")));
        stream(all, "cr", null, stream(EVENTS.replace("\n", "\r")));
        stream(all, "ssemix", null, stream("\uFEFF: comment\nretry: 10\n" + EVENTS.replace("data: ", "id: 7\ndata:")));
        stream(all, "multiline", null, stream(EVENTS.replace(",\"choices\"", ",\ndata: \"choices\"")));
        stream(all, "jsonforsse", null, Reply.completion(TEXT));
    }

    private static void both(
            List<Fault> all, String name, Class<? extends Glm4Exception> failure, String options, Reply... replies) {
        all.add(new Fault(name, false, failure, options, List.of(replies)));
        all.add(new Fault(name, true, failure, options, List.of(replies)));
    }

    private static void differing(
            List<Fault> all,
            String name,
            Class<? extends Glm4Exception> failure,
            String options,
            Reply whole,
            Reply streamed) {
        all.add(new Fault(name, false, failure, options, List.of(whole)));
        all.add(new Fault(name, true, failure, options, List.of(streamed)));
    }

    private static void stream(List<Fault> all, String name, Class<? extends Glm4Exception> failure, Reply reply) {
        all.add(new Fault(name, true, failure, "", List.of(reply)));
    }

    /** Has the server play it from now on. */
    public void play(ScriptedServer server) {
        server.reset();
        if (!replies.isEmpty()) {
            replies.subList(0, replies.size() - 1).forEach(server::enqueue);
            server.otherwise(replies.get(replies.size() - 1));
        }
    }

    private static Reply busy() {
        return Reply.error(429, "1302", "slow down");
    }

    private static Reply stream(String body) {
        return Reply.stream().chunk(body).lastChunk();
    }

    private static Reply begun() {
        return Reply.stream().event(EVENT.formatted(BEGINNING));
    }

    /** Whose length is still to be told. */
    private static Reply whole() {
        return Reply.completion(TEXT).without("Content-Length");
    }

    private static Reply chunked(String body) {
        return Reply.raw().bytes(HEAD + "Transfer-Encoding: chunked\r\n\r\n" + body);
    }

    private static String completion(String lineEnd) {
        String body = GlmJson.completion(TEXT);
        return HEAD + "Content-Length: " + body.length() + lineEnd + lineEnd + body;
    }

    private static byte[] gzip(byte[] piece, int times) {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            for (int i = 0; i < times; i++) {
                out.write(piece);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return zipped.toByteArray();
    }

    /** The kernel takes connections, and nobody says a word. */
    private static ServerSocket silent() {
        try {
            return new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return name + (streamed ? ", streamed" : "");
    }
}
