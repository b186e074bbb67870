package io.github.camelglm4.usage;

/** A text with callers is wrong. The message names line and field. */
public final class CallersFileException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    CallersFileException(int line, String what) {
        super("line " + line + ": " + what);
    }
}
