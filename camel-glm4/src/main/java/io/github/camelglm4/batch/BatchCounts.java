package io.github.camelglm4.batch;

/**
 * The requests of a batch; 0 if the service does not report a number.
 *
 * @param total all lines of the input file
 * @param completed lines with an answer
 * @param failed lines with an error
 */
public record BatchCounts(long total, long completed, long failed) {

    public static final BatchCounts NONE = new BatchCounts(0, 0, 0);
}
