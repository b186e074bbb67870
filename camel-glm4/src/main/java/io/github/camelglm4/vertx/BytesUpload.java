package io.github.camelglm4.vertx;

import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;

/** Sends bytes in memory. A large body is never copied completely. */
public final class BytesUpload extends RequestUpload {

    private static final int PIECE_BYTES = 65_536;

    private final byte[] body;
    private int begun;

    public BytesUpload(byte[] body) {
        this.body = body;
    }

    @Override
    protected void begin() {
        if (body.length > PIECE_BYTES) {
            // Vert.x sets the length of a body that is sent in one piece
            http().putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length));
            Runnable more = this::send;
            http().drainHandler(v -> owner().run(more));
        }
        send();
    }

    @SuppressWarnings("deprecation") // Vert.x has no other way without a copy
    private void send() {
        boolean accepts = true;
        while (accepts && isSending()) {
            int length = Math.min(PIECE_BYTES, body.length - begun);
            Buffer piece = Buffer.buffer(Unpooled.wrappedBuffer(body, begun, length));
            begun += length;
            if (begun == body.length) {
                end(piece);
            } else {
                accepts = write(piece);
            }
        }
    }
}
