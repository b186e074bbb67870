package io.github.camelglm4.conversation;

/** How many bytes of heap a text takes. Pure. */
final class HeapSize {

    /** Headers of the String and of its array. */
    private static final int OBJECTS = 48;

    private static final char LAST_OF_ONE_BYTE = 0xFF;

    private HeapSize() {}

    /** One byte for each character, or two if any of them needs two, as the JVM keeps it. */
    static long of(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > LAST_OF_ONE_BYTE) {
                return OBJECTS + 2L * text.length();
            }
        }
        return OBJECTS + (long) text.length();
    }
}
