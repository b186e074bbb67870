package io.github.camelglm4.sse;

/**
 * Decides where an event without a blank line ends. Some services and proxies lose one of the two line ends between
 * events, and by the standard the data of all of them would be one event. Without state.
 */
@FunctionalInterface
public interface WholeData {

    /** As in the standard: no event ends before a blank line. */
    WholeData NEVER = (array, offset, length) -> false;

    /** Returns whether these bytes, the first data line of an event, are the complete data. */
    boolean isWhole(byte[] array, int offset, int length);
}
