package io.github.camelglm4.json;

/**
 * Counts and limits the memory of the objects created from JSON, without their text: three characters can become a
 * hundred bytes. An estimate for a 64-bit JVM with compressed references. Not thread-safe.
 */
public final class ObjectMemory {

    /** A value and its entry in a list or object. */
    public static final int VALUE = 48;

    /** A field of an object, in addition to its value. */
    public static final int FIELD = 48;

    /** An object or list, in addition to {@link #VALUE}. */
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

    /** Creates a counter for JSON of at most that size, in bytes. */
    public static ObjectMemory within(int limit) {
        return new ObjectMemory(limit);
    }

    /** Creates a counter for JSON without a limit for its size; the limit for its memory is 16 MB. */
    static ObjectMemory usual() {
        return new ObjectMemory(USUAL_LIMIT);
    }

    /** The limit for the memory of JSON of at most that size: the same number of bytes, at least 1 MB. */
    public static long allowance(int limit) {
        return Math.max(limit, LEAST_ALLOWANCE);
    }

    /** Resets the counter for another document. */
    public void reset() {
        used = 0;
    }

    /** @throws JsonTooLargeException if the limit is exceeded */
    public void add(int bytes) throws JsonTooLargeException {
        used += bytes;
        if (used > allowance) {
            throw new JsonTooLargeException(limit, allowance);
        }
    }
}
