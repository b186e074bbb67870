package io.github.camelglm4.sse;

/**
 * Tells where an event ends that no blank line ends: some services and proxies lose one of the two line ends between
 * events, and by the standard the data of all of them would be one. Pure.
 */
@FunctionalInterface
public interface WholeData {

    /** Nothing is whole before a blank line: the standard. */
    WholeData NEVER = (array, offset, length) -> false;

    /**
     * Whether these bytes, the first data line of an event, are all of its data, so that nothing can be added to it.
     */
    boolean isWhole(byte[] array, int offset, int length);
}
