package io.github.camelglm4.batch;

import java.util.Locale;

/** The status of a batch. */
public enum BatchStatus {
    /** The lines of the input file are checked. */
    VALIDATING(false),
    IN_PROGRESS(false),
    /** The result files are written. */
    FINALIZING(false),
    COMPLETED(true),
    /** The input file is invalid: one bad line is enough. */
    FAILED(true),
    /** The time of the service is over; some lines may have answers. */
    EXPIRED(true),
    CANCELING(false),
    /** Some lines may have answers. */
    CANCELED(true),
    /** Any other status. It may change, so nothing follows from it. */
    UNKNOWN(false);

    private final boolean terminal;

    BatchStatus(boolean terminal) {
        this.terminal = terminal;
    }

    /** Reads a status in either spelling, in upper or lower case; {@link #UNKNOWN} for another text and for null. */
    public static BatchStatus of(String text) {
        String name = text == null ? "" : text.strip().toUpperCase(Locale.ROOT).replaceAll("[ -]", "_");
        name = name.replace("CANCELL", "CANCEL");
        for (BatchStatus status : values()) {
            if (status.name().equals(name)) {
                return status;
            }
        }
        return UNKNOWN;
    }

    /** Returns whether the batch no longer changes. */
    public boolean isTerminal() {
        return terminal;
    }
}
