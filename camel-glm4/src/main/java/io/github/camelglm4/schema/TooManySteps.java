package io.github.camelglm4.schema;

/** A check has made more work than its value may make. */
final class TooManySteps extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TooManySteps() {
        super(null, null, false, false);
    }
}
