package io.github.camelglm4.testing.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.camelglm4.testing.Reply;
import io.github.camelglm4.testing.Transcripts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

/** Whole and partial answers, from which the faults are created. */
final class Answers {

    static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

    /** The events of a whole stream with {@link Fault#TEXT}, in two pieces. */
    static final String EVENTS = Transcripts.events(delta("fi"), delta("ne"), finish("stop"), "[DONE]");

    /** An event stream without events yet. */
    static final String COMMENT = ": wait\n\n";

    static final String HTML = "<html>log in at " + Fault.PRIVATE + "</html>";

    private Answers() {}

    /** The JSON of a chunk with that text. */
    static String delta(String text) {
        return "{\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + text + "\"}}]}";
    }

    /** The JSON of a chunk with a finish reason and without text. */
    static String finish(String reason) {
        return "{\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"" + reason + "\"}]}";
    }

    static Reply stream(String body) {
        return Reply.stream().chunk(body).lastChunk();
    }

    /** A stream with two chunks so far, with {@link Fault#BEGINNING}. */
    static Reply begun() {
        return Reply.stream().event(delta("f")).event(delta("i"));
    }

    /** A stream that continues with that event and ends. */
    static Reply begunThen(String payload) {
        return begun().event(payload).event("[DONE]").lastChunk();
    }

    /** A whole answer whose length is greater than its bytes. */
    static Reply promisingMore(Api api) {
        return api.reply().without("Content-Length").header("Content-Length", "9000");
    }

    static Reply chunked(String body) {
        return Reply.raw().bytes(HEAD + "Transfer-Encoding: chunked\r\n\r\n" + body);
    }

    /** An answer as bytes, to be sent after others. */
    static String bytes(String contentType, String body) {
        return "HTTP/1.1 200 OK\r\nContent-Type: " + contentType + "\r\nContent-Length: " + body.length() + "\r\n\r\n"
                + body;
    }

    static Reply gzipped(String contentType, byte[] zipped) {
        return Reply.of(200, contentType, zipped).header("Content-Encoding", "gzip");
    }

    static byte[] gzip(String piece, int times) {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            for (int i = 0; i < times; i++) {
                out.write(piece.getBytes(UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return zipped.toByteArray();
    }

    /** One chunk of the chunked transfer coding, to be repeated. */
    static byte[] chunk(String text) {
        return (Integer.toHexString(text.length()) + "\r\n" + text + "\r\n").getBytes(UTF_8);
    }
}
