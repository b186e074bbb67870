package io.github.camelglm4.examples.offline.operation;

/** A request that is refused with status 400. The message names the field, its value and what is allowed. */
final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final String BLOCKED = "1301";

    private final String code;

    private RefusedException(String code, String message) {
        super(message);
        this.code = code;
    }

    static RefusedException invalid(String message) {
        return new RefusedException(ErrorReply.INVALID, message);
    }

    /** As if moderation blocked a text. */
    static RefusedException blocked(String message) {
        return new RefusedException(BLOCKED, message);
    }

    String code() {
        return code;
    }
}
