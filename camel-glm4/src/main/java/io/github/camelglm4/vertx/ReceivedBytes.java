package io.github.camelglm4.vertx;

import io.netty.buffer.ByteBuf;
import io.vertx.core.buffer.Buffer;

/** Gives access to the bytes of a received buffer without a copy. */
public final class ReceivedBytes {

    private ReceivedBytes() {}

    /** Reads a part of an array. */
    @FunctionalInterface
    public interface Reader {
        void read(byte[] bytes, int offset, int length);
    }

    /** Passes the bytes to the reader. Buffers that Vert.x received have an array; others are copied. */
    @SuppressWarnings("deprecation") // Vert.x has no other way without a copy
    public static void read(Buffer buffer, Reader reader) {
        ByteBuf bytes = buffer.getByteBuf();
        int length = bytes.readableBytes();
        if (bytes.hasArray()) {
            reader.read(bytes.array(), bytes.arrayOffset() + bytes.readerIndex(), length);
        } else {
            byte[] copy = new byte[length];
            bytes.getBytes(bytes.readerIndex(), copy);
            reader.read(copy, 0, length);
        }
    }
}
