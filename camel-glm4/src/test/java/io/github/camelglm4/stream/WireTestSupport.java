package io.github.camelglm4.stream;

import static io.github.camelglm4.testing.Patience.LONG;
import static org.awaitility.Awaitility.await;

import io.github.camelglm4.ChatCompletionStream;
import io.github.camelglm4.Glm4TestSupport;
import io.github.camelglm4.chat.ChatCompletion;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.testing.RecordedRequest;
import io.github.camelglm4.testing.Reply;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;

/** Reads streamed answers of the scripted server in both ways: the reader pulls, or is pushed. */
public abstract class WireTestSupport extends Glm4TestSupport {

    private final Queue<Message> pushed = new ConcurrentLinkedQueue<>();

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:onChunk")
                        .process(exchange -> pushed.add(exchange.getMessage().copy()));
            }
        };
    }

    /** Calls with these options, and reads the stream in the body to its end. */
    protected Received pull(String options) {
        return pull("hi", options);
    }

    protected Received pull(String question, String options) {
        Exchange exchange = ask("glm4:GLM-4-Air?stream=true" + options, question);
        if (exchange.getException() != null) {
            return new Received(exchange, List.of(), null, (Glm4Exception) failure(exchange));
        }
        ChatCompletionStream stream = exchange.getMessage().getBody(ChatCompletionStream.class);
        List<Message> chunks = new ArrayList<>();
        try {
            for (Message chunk : stream) {
                chunks.add(chunk);
            }
            return new Received(exchange, chunks, stream.whole(), null);
        } catch (Glm4Exception e) {
            return new Received(exchange, chunks, null, e);
        }
    }

    protected Received pull() {
        return pull("");
    }

    /** Calls with these options, and sends every chunk to a route. */
    protected Received push(String options) {
        return push("hi", options);
    }

    protected Received push(String question, String options) {
        pushed.clear();
        Exchange exchange = ask("glm4:GLM-4-Air?output=completion&streamTo=direct:onChunk" + options, question);
        Glm4Exception failure = (Glm4Exception) failure(exchange);
        ChatCompletion whole = failure != null ? null : exchange.getMessage().getBody(ChatCompletion.class);
        return new Received(exchange, List.copyOf(pushed), whole, failure);
    }

    protected Received push() {
        return push("");
    }

    /** A stream with this body in pieces of this many bytes, each of which reaches the client's decoder separately. */
    protected static Reply inChunks(byte[] body, int size) {
        ByteArrayOutputStream chunked = new ByteArrayOutputStream();
        for (int from = 0; from < body.length; from += size) {
            int length = Math.min(size, body.length - from);
            chunked.writeBytes((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            chunked.write(body, from, length);
            chunked.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        return Reply.stream().bytes(chunked.toByteArray());
    }

    protected static Reply inChunks(String body, int size) {
        return inChunks(body.getBytes(StandardCharsets.UTF_8), size);
    }

    /** The same body in one piece. */
    protected static Reply streamOf(String body) {
        return Reply.stream().chunk(body);
    }

    /** The JSON of a chunk with this text. */
    protected static String delta(String text) {
        return "{\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + text + "\"}}]}";
    }

    /** The JSON of a chunk without text and with a finish reason. */
    protected static String finish(String reason) {
        return "{\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"" + reason + "\"}]}";
    }

    /** Waits until the service can no longer write, and returns the number of bytes written. */
    protected static long whatIsWrittenInTheEnd(RecordedRequest request) {
        long[] before = {-1};
        await().pollInterval(Duration.ofMillis(200)).atMost(LONG).until(() -> {
            boolean same = before[0] == request.bytesWritten();
            before[0] = request.bytesWritten();
            return same;
        });
        return before[0];
    }
}
