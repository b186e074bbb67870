package io.github.camelglm4.batch;

import java.io.IOException;

/** A line is longer than its reader accepts. */
public final class LineTooLongException extends IOException {

    private static final long serialVersionUID = 1L;

    LineTooLongException(long number, long longest) {
        super("line " + number + " is longer than " + longest + " bytes");
    }
}
