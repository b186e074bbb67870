package io.github.camelglm4.json;

/**
 * Counts the memory of the objects that JSON becomes, beside that of their text, and refuses too much of it: three
 * characters can become a hundred bytes. An estimate for a 64-bit JVM with compressed references. Not safe for use by
 * several threads at once.
 */
public final class ObjectMemory {

    /** A value and its place in a list or object. */
    public static final int VALUE = 48;

    /** A field of an object, beside its value. */
    public static final int FIELD = 48;

    /** An object or list, beside that it is a value. */
    public static final int CONTAINER = 128;

    private static final int LEAST_ALLOWANCE = 1 << 20;
    private static final int USUAL_LIMIT = 16 << 20;

    private final int limit;
    private final long allowance;
    private long used;

    private ObjectMemory(int limit) {
        this.limit = limit;
        this.allowance = allowance(limit);
    }

    /** For JSON that may be that large, in bytes. */
    public static ObjectMemory within(int limit) {
        return new ObjectMemory(limit);
    }

    /** For JSON of which only the memory is limited: 16 MB. */
    static ObjectMemory usual() {
        return new ObjectMemory(USUAL_LIMIT);
    }

    /** The bytes that the objects of JSON may take which may be that large: as many, and at least 1 MB. */
    public static long allowance(int limit) {
        return Math.max(limit, LEAST_ALLOWANCE);
    }

    /** Begins with another document. */
    public void reset() {
        used = 0;
    }

    /** @throws JsonTooLargeException when that is too much */
    public void add(int bytes) throws JsonTooLargeException {
        used += bytes;
        if (used > allowance) {
            throw new JsonTooLargeException(limit, allowance);
        }
    }
}
