package io.github.camelglm4.vertx;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;

/** Buffers of Vert.x over byte arrays, without a copy. */
public final class Buffers {

    private Buffers() {}

    /** Takes a part of an array. */
    @FunctionalInterface
    public interface Reader {
        void read(byte[] bytes, int offset, int length);
    }

    /** A buffer over that part of the array. */
    public static Buffer wrap(byte[] bytes, int offset, int length) {
        return Buffer.buffer(Unpooled.wrappedBuffer(bytes, offset, length));
    }

    /** Hands on the bytes of a buffer. Vert.x receives into its own memory, which has an array; others are copied. */
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
