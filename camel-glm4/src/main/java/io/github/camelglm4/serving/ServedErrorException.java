package io.github.camelglm4.serving;

/** Ends the processing of a rejected request. */
final class ServedErrorException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient ServedError error;

    ServedErrorException(ServedError error) {
        super(error.message(), null, false, false);
        this.error = error;
    }

    ServedError error() {
        return error;
    }
}
