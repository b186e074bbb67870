package io.github.camelglm4.batchroute;

import io.github.camelglm4.binding.image.BinaryBody;
import io.github.camelglm4.error.FailureDetails;
import io.github.camelglm4.error.Glm4RequestException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;

/**
 * A body of request lines, as a stream of bytes. Closing it makes the body readable again where that is possible: not
 * for a stream that has no beginning to return to.
 *
 * @param stream the bytes
 */
record LineBody(InputStream stream, Rewind rewind) implements AutoCloseable {

    /** What happens to the stream after it was read. */
    private interface Rewind {
        void run() throws IOException;
    }

    /** @throws Glm4RequestException if the body is no file, stream or text */
    static LineBody open(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        try {
            if (body instanceof String text) {
                return read(text.getBytes(StandardCharsets.UTF_8));
            }
            if (body instanceof byte[] bytes) {
                return read(bytes);
            }
            if (body instanceof ByteBuffer || BinaryBody.isFile(body)) {
                InputStream stream = BinaryBody.open(exchange, body);
                return new LineBody(stream, stream::close);
            }
            if (body instanceof InputStream stream) {
                return read(stream);
            }
        } catch (IOException e) {
            throw new Glm4RequestException("the body cannot be read: " + e.getMessage(), e, FailureDetails.NONE);
        }
        throw new Glm4RequestException(
                "with input=jsonl, the body must be a file, an InputStream, bytes or text, but is "
                        + (body == null ? "null" : body.getClass().getName()));
    }

    private static LineBody read(byte[] bytes) {
        return new LineBody(new ByteArrayInputStream(bytes), () -> {});
    }

    private static LineBody read(InputStream stream) {
        if (stream instanceof StreamCache cache) {
            return new LineBody(stream, cache::reset);
        }
        if (stream instanceof ByteArrayInputStream) {
            stream.mark(0);
            return new LineBody(stream, stream::reset);
        }
        return new LineBody(stream, stream::close);
    }

    @Override
    public void close() throws IOException {
        rewind.run();
    }
}
