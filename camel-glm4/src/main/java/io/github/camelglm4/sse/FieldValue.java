package io.github.camelglm4.sse;

/**
 * The bytes of a field, gathered over lines and pieces. A value that lies in one place stays borrowed from the piece;
 * only a second part, or {@link #keep()}, moves it into a buffer of its own. The caller watches the size limit.
 */
final class FieldValue {

    private static final int SMALLEST_BUFFER = 256;

    private final int maxSize;
    private byte[] buffer = new byte[0];
    private byte[] array = buffer;
    private int offset;
    private int size;

    /** @param maxSize the most bytes that will ever be held; the buffer never grows beyond it */
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

    /** Makes the value independent of the piece it may be borrowed from. */
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
