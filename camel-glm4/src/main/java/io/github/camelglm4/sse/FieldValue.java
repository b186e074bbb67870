package io.github.camelglm4.sse;

/**
 * The bytes of a field, collected from lines and pieces. A value within one piece is a reference into it; only a second
 * part, or {@link #keep()}, copies it into a separate buffer. The caller checks the size limit.
 */
final class FieldValue {

    private static final int SMALLEST_BUFFER = 256;

    private final int maxSize;
    private byte[] buffer = new byte[0];
    private byte[] array = buffer;
    private int offset;
    private int size;

    /** @param maxSize maximum size in bytes; the buffer never becomes larger */
    FieldValue(int maxSize) {
        this.maxSize = maxSize;
    }

    void append(byte[] source, int from, int to) {
        int added = to - from;
        if (added == 0) {
            return;
        }
        if (size == 0) {
            array = source;
            offset = from;
        } else {
            moveToBuffer(size + added);
            System.arraycopy(source, from, buffer, size, added);
        }
        size += added;
    }

    void append(byte single) {
        moveToBuffer(size + 1);
        buffer[size++] = single;
    }

    /** Copies the value out of the piece that it may refer to. */
    void keep() {
        moveToBuffer(size);
    }

    void clear() {
        array = buffer;
        offset = 0;
        size = 0;
    }

    byte[] array() {
        return array;
    }

    int offset() {
        return offset;
    }

    int size() {
        return size;
    }

    private void moveToBuffer(int capacity) {
        byte[] target = buffer;
        if (capacity > target.length) {
            target = new byte[(int) Math.min(maxSize, Math.max(SMALLEST_BUFFER, 2L * capacity))];
        }
        if (array != target) {
            System.arraycopy(array, offset, target, 0, size);
        }
        buffer = target;
        array = target;
        offset = 0;
    }
}
